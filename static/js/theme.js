// The theme that the visitor chose, before the first paint: a dark page must not flash white.

try {
  const { theme } = JSON.parse(localStorage.getItem("konomi.settings")) ?? {};
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
} catch {
  // Without storage, or with something else in it, the system's theme is shown.
}
