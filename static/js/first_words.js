// What the page says before its program runs, in the visitor's language: the one that was chosen, or else the browser's.
// Written for browsers of any age, since it also tells those that are too old.

(function () {
  var all = JSON.parse(document.getElementById("first-words").textContent);

  // The tag of the visitor's settings, then those of the browser, the dearest first.
  function tags() {
    var own = navigator.languages || [navigator.language || ""];
    try {
      return [(JSON.parse(localStorage.getItem("konomi.settings")) || {}).language || ""].concat(own);
    } catch (error) {
      return own;
    }
  }

  // As the program does it, only the first part of a tag counts: `ja` of `ja-JP`.
  function language() {
    var wanted = tags();
    for (var i = 0; i < wanted.length; i++) {
      var tag = String(wanted[i]).split(/[-_]/)[0].toLowerCase();
      if (Object.prototype.hasOwnProperty.call(all, tag)) return tag;
    }
    return "en";
  }

  var tag = language();
  function say(key) {
    return (all[tag] || {})[key] || (all.en || {})[key] || key;
  }

  if (tag !== "en") {
    document.documentElement.lang = tag;
    var elements = document.querySelectorAll("[data-say]");
    for (var i = 0; i < elements.length; i++) {
      var text = say(elements[i].getAttribute("data-say"));
      if (elements[i].tagName === "META") elements[i].setAttribute("content", text);
      else elements[i].textContent = text;
    }
  }

  // The titles of the list that stood here at the end of the last visit (src/ui/components/page/remembered.rs).
  function remembered() {
    try {
      var kept = JSON.parse(localStorage.getItem("konomi.last-list"));
      // Without picks in the address, the list is by those that are kept.
      var same = kept.hash === location.hash || (kept.own && location.hash.length < 3);
      return same && kept.search === location.search && kept.language === tag ? kept.titles : [];
    } catch (error) {
      return [];
    }
  }

  var lines = document.querySelectorAll("#first-paint .poster + .line");
  var titles = remembered();
  for (var at = 0; at < Math.min(lines.length, titles.length); at++) {
    lines[at].className = "remembered";
    lines[at].textContent = String(titles[at]);
  }

  // What is said to newcomers alone, whoever has picks of their own or by a link need not read for a moment.
  function hasPicks() {
    try {
      return /[?&]picks=\d/.test(location.hash) || JSON.parse(localStorage.getItem("konomi.taste")).picks.length > 0;
    } catch (error) {
      return false;
    }
  }

  var toNewcomers = document.querySelectorAll("[data-newcomer]");
  for (var each = 0; each < toNewcomers.length; each++) toNewcomers[each].hidden = hasPicks();

  // Says why the page can't start: a message by its key.
  window.konomiFailure = function (key) {
    document.getElementById("boot-state").hidden = true;
    // Nothing more is coming.
    document.querySelector("#first-paint .results").hidden = true;
    var failure = document.getElementById("boot-failure");
    failure.textContent = say(key);
    failure.hidden = false;
  };
})();
