// Names for what the admin's choosers draw: they leave the label to the select that they hide.
const name = (select) => select.labels?.[0]?.textContent.trim().replace(/:$/, "");

const label = () => {
  for (const select of document.querySelectorAll("select.admin-autocomplete")) {
    const drawn = select.nextElementSibling;
    for (const part of drawn?.querySelectorAll("[role=combobox], [role=textbox], [role=searchbox]") ?? []) {
      if (name(select)) part.setAttribute("aria-label", name(select));
      part.removeAttribute("aria-labelledby");
    }
  }
};

// They are drawn anew whenever a row comes.
new MutationObserver(label).observe(document.body, { childList: true, subtree: true });
label();
