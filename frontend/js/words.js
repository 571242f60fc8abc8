// The scripts' words. A page brings those of its language in <script type="application/json" id="…">, as json_script
// writes it; without one the English of the module stands.

export function words(page, id, english) {
  const own = page.getElementById(id);
  return own ? { ...english, ...JSON.parse(own.textContent) } : english;
}

/** Fills {names} into a phrase; one with plural forms is chosen by the count in the page's language. */
export function phrase(forms, facts, language) {
  const plural = () => forms[new Intl.PluralRules(language).select(facts.count)] ?? forms.other;
  const chosen = typeof forms === "string" ? forms : plural();
  return chosen.replace(/\{(\w+)\}/g, (_, name) => String(facts[name]));
}
