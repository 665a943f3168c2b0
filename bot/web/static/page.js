// Small comforts; every page works without them.
"use strict";

// A form is sent once: a second press would do nothing but confuse.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.dataset.sent) { event.preventDefault(); return; }
  const question = (event.submitter && event.submitter.dataset.ask) || form.dataset.ask;
  if (question && !window.confirm(question)) { event.preventDefault(); return; }
  if (question) { sayYes(form); }
  form.dataset.sent = "yes";
  window.setTimeout(() => { delete form.dataset.sent; }, 5000);
});
// What was asked here, the server need not ask again.
function sayYes(form) {
  const yes = form.elements.said_yes || form.appendChild(document.createElement("input"));
  Object.assign(yes, { type: "hidden", name: "said_yes", value: "yes" });
}
window.addEventListener("pageshow", () => {
  document.querySelectorAll("form").forEach((form) => { delete form.dataset.sent; });
});

// What was typed and not sent is not lost by leaving the page unawares.
window.addEventListener("beforeunload", (event) => {
  const typed = [...document.querySelectorAll("textarea[data-keep]")].some((area) =>
    area.value !== area.defaultValue && !area.form.dataset.sent);
  if (typed) { event.preventDefault(); }
});

// Ctrl+Enter sends, as in mail programs.
document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && event.target.matches("textarea") && event.target.form) {
    const button = event.target.form.querySelector("button.main");
    if (button) { event.preventDefault(); button.click(); }
  }
});

// "data-insert" puts a text where the writer is, in the field of its form; without script the server does.
document.addEventListener("click", (event) => {
  const button = event.target.closest("button[data-insert]");
  const area = button && button.form && button.form.querySelector("textarea");
  if (!area) { return; }
  event.preventDefault();
  const place = area.selectionStart ? [area.selectionStart, area.selectionEnd] : [area.value.length, area.value.length];
  const before = area.value.slice(0, place[0]), after = area.value.slice(place[1]);
  const gap = before && !before.endsWith("\n") ? "\n\n" : "";
  area.value = before + gap + button.dataset.insert + after;
  area.focus();
  area.selectionStart = area.selectionEnd = area.value.length - after.length;
});

// "data-wide" is open where there is room for it beside something else.
if (window.matchMedia("(min-width: 60rem)").matches) {
  document.querySelectorAll("details[data-wide]").forEach((part) => { part.open = true; });
}

// "data-poll" asks for a piece of the page again and again, and puts it in when it has changed.
document.querySelectorAll("[data-poll]").forEach((place) => {
  const every = Number(place.dataset.every || 3000);
  const look = async () => {
    if (!document.hidden) {
      try {
        const answer = await fetch(place.dataset.poll, { headers: { "X-Piece": "1" }, credentials: "same-origin" });
        const next = answer.headers.get("X-Go-To");
        if (next) { window.location.assign(next); return; }
        if (answer.ok) {
          const text = await answer.text();
          if (text && text !== place.dataset.had) { place.dataset.had = text; place.innerHTML = text; }
        }
      } catch (error) { /* the next look may succeed */ }
    }
    window.setTimeout(look, every);
  };
  window.setTimeout(look, every);
});
