// Runs only in browsers without JavaScript modules, so it must be written as they understand it.
window.konomiFailure("boot-old");
