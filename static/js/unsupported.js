// Runs only in browsers without JavaScript modules, so it must be written as they understand it.
(function () {
  document.getElementById("boot-state").hidden = true;
  var failure = document.getElementById("boot-failure");
  failure.textContent =
    "This browser is too old for Konomi. Any Firefox, Chrome, Edge or Safari of the last two years will do.";
  failure.hidden = false;
})();
