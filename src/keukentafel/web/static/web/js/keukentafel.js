/* What the pages need on top of plain forms and links. Without this file everything still works; it only says more and asks less.
   Texts stand in the templates: this file shows and hides them. */
"use strict";
(() => {
  const $ = (selector, root = document) => root.querySelector(selector);
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const clock = () => new Date().toLocaleTimeString("nl-NL", { hour: "numeric", minute: "2-digit" }).replace(":", ".");

  /* On opening and after every swap: focus the error summary or conflict, open the dialog that asks for it, show what needs script. */
  const prepare = (root) => {
    const target = root.matches?.("[data-kt-focus]") ? root : $("[data-kt-focus]", root);
    all("dialog[data-kt-open]:not([open])", root).forEach((dialog) => dialog.showModal());
    all("[data-kt-print]", root).forEach((button) => { button.hidden = false; });
    target?.focus();
  };

  /* The page one is on stands in view in a bar that holds more than fits. */
  const current = () => all(".kt-nav, .kt-tabs").forEach((bar) => {
    const here = $("[aria-current]", bar);
    const past = here ? here.getBoundingClientRect().right - bar.getBoundingClientRect().right : 0;
    if (past > 0) bar.scrollLeft += past + 48;
  });

  /* Saved or not: one sentence of the status is shown. */
  const statusOf = (element) => {
    const owner = element.closest?.("[data-kt-saved]");
    return owner ? $(owner.dataset.ktSaved) : null;
  };
  const show = (status, state) => {
    if (!status) return;
    status.dataset.state = state;
    all("[data-when]", status).forEach((words) => { words.hidden = words.dataset.when !== state; });
    const time = $("[data-kt-time]", status);
    if (state === "saved" && time) time.textContent = clock();
  };
  const failed = new Map();

  /* Which forms hold words that are not saved yet. */
  const dirty = new Map();
  let edits = 0;
  const guarded = (element) => element.closest?.("[data-kt-guard]");
  document.addEventListener("input", (event) => {
    const form = guarded(event.target);
    if (form) dirty.set(form, ++edits);
  });
  window.addEventListener("beforeunload", (event) => {
    if ([...dirty.keys()].some((form) => form.isConnected)) event.preventDefault();
  });

  document.addEventListener("htmx:beforeRequest", (event) => {
    const { elt } = event.detail;
    $(".kt-bezig")?.classList.add("is-bezig");
    show(statusOf(elt), "busy");
    const form = guarded(elt);
    if (form) elt.ktEdits = edits;
  });
  document.addEventListener("htmx:afterRequest", (event) => {
    const { elt, xhr } = event.detail;
    $(".kt-bezig")?.classList.remove("is-bezig");
    const status = statusOf(elt);
    if (xhr?.status >= 200 && xhr.status < 300) {
      failed.delete(status);
      show(status, "saved");
      const form = guarded(elt);
      if (form && elt.ktEdits === dirty.get(form)) dirty.delete(form);
      return;
    }
    failed.set(status, elt);
    show(status, xhr?.status === 409 ? "conflict" : navigator.onLine ? "failed" : "offline");
  });
  const again = (status) => {
    const elt = failed.get(status);
    if (elt?.isConnected) elt.dispatchEvent(new CustomEvent("kt-again", { bubbles: true }));
    if (elt?.isConnected && window.htmx) window.htmx.trigger(elt, "change");
  };
  window.addEventListener("online", () => failed.forEach((_, status) => again(status)));

  /* A form is sent once: a second press within five seconds is ignored. Buttons stay as they are. */
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method !== "post") return;
    if (form.dataset.ktSent) { event.preventDefault(); return; }
    form.dataset.ktSent = "1";
    form.setAttribute("aria-busy", "true");
    dirty.delete(form);
    setTimeout(() => { delete form.dataset.ktSent; form.removeAttribute("aria-busy"); }, 5000);
  });
  window.addEventListener("pageshow", () => all("[data-kt-sent]").forEach((form) => {
    delete form.dataset.ktSent;
    form.removeAttribute("aria-busy");
  }));

  const commands = "commandForElement" in HTMLButtonElement.prototype;
  document.addEventListener("click", (event) => {
    const retry = event.target.closest("[data-kt-again]");
    if (retry) again(retry.closest(".kt-saved"));
    if (event.target.closest("[data-kt-print]")) window.print();
    const asks = event.target.closest("[data-kt-dialog]");
    const dialog = asks && document.getElementById(asks.dataset.ktDialog);
    if (dialog?.showModal && !event.ctrlKey && !event.metaKey && !event.shiftKey) { event.preventDefault(); dialog.showModal(); }
    const button = commands ? null : event.target.closest("button[commandfor]");
    const commanded = button && document.getElementById(button.getAttribute("commandfor"));
    if (commanded && button.getAttribute("command") === "show-modal") commanded.showModal();
    if (commanded && button.getAttribute("command") === "close") commanded.close();
    all("details[data-kt-menu][open]").forEach((menu) => { if (!menu.contains(event.target)) menu.open = false; });
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    all("details[data-kt-menu][open]").forEach((menu) => { menu.open = false; $("summary", menu).focus(); });
  });

  document.addEventListener("htmx:afterSwap", (event) => prepare(event.detail.target));
  const open = () => { prepare(document); current(); };
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", open);
  else open();
})();
