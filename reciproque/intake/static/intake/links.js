// Going through the proposed links by keyboard: J and K move, X chooses. All of it works without.
(() => {
  const form = document.getElementById("liens");
  if (!form) return;
  const boxes = () => [...form.querySelectorAll("input[type=checkbox][name=lien]")];
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.matches("select, textarea, input:not([type=checkbox])")) return;
    const all = boxes();
    const at = all.indexOf(document.activeElement);
    const key = event.key.toLowerCase();
    if (key === "j") all[Math.min(at + 1, all.length - 1)]?.focus();
    else if (key === "k") all[Math.max(at - 1, 0)]?.focus();
    else if (key === "x" && at >= 0) all[at].checked = !all[at].checked;
    else return;
    event.preventDefault();
  });
})();
