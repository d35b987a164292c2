// Where a quote stands: the same rules as reports/quote.py, which says what they are; a test holds the two together.
"use strict";
(() => {
  const known = JSON.parse(document.getElementById("quote-data").textContent);

  const whole = (number) => Math.floor(number + 0.5);
  const money = (amount) => whole(amount).toLocaleString("en-US");

  function readAmount(text) {
    const bare = text.replace(/[\s'’]/g, "").replace(/^[^\d.,-]*|[^\d.,-]*$/g, "");
    const withDecimals = /^(?:(\d+|\d{1,3}(?:,\d{3})+)\.(\d{1,2})|(\d+|\d{1,3}(?:\.\d{3})+),(\d{1,2}))$/.exec(bare);
    let amount = NaN;
    if (/^\d+$/.test(bare)) amount = Number(bare);
    else if (/^(?:\d{1,3}(?:,\d{3})+|\d{1,3}(?:\.\d{3})+)$/.test(bare)) amount = Number(bare.replace(/[.,]/g, ""));
    else if (withDecimals) {
      const [, pointed, hundredths, commaed, hundredthsToo] = withDecimals;
      amount = Number(`${(pointed ?? commaed).replace(/[.,]/g, "")}.${hundredths ?? hundredthsToo}`);
    }
    return amount >= 1 && amount < 1e7 ? amount : null;
  }

  function quantile(prices, share) {
    const at = (prices.length - 1) * share;
    const below = Math.floor(at);
    const above = Math.min(below + 1, prices.length - 1);
    return prices[below] + (prices[above] - prices[below]) * (at - below);
  }

  function groupOf(quote, compared) {
    for (const [country, region] of [[quote.country, quote.region], [quote.country, null], [null, null]]) {
      const found = known.peers.find((group) => group.compared === compared && group.country === country && group.region === region);
      if (found) return found;
    }
    return null;
  }

  function asked(touchUp, where) {
    const fits = (question) =>
      (question.touch_up ?? [touchUp]).includes(touchUp) && (question.standing ?? [where]).includes(where);
    return known.questions.filter(fits).slice(0, 3).map((question) => question.text);
  }

  function standing(quote) {
    const dollars = quote.amount * known.rates[quote.currency];
    const compared = quote.touch_up === "included" ? "all_in" : "first_visit";
    const group = groupOf(quote, compared);
    const found = {
      dollars, compared, n: 0, country: null, region: null, country_name: null,
      cheaper: null, same: null, dearer: null, lower_quartile: null, median: null, upper_quartile: null,
    };
    let where = "unknown";
    if (group) {
      const { prices, n, country, country_name, region } = group;
      const [lower_quartile, median, upper_quartile] = [0.25, 0.5, 0.75].map((share) => quantile(prices, share));
      const each = n / prices.length;
      const cheaper = whole(each * prices.filter((price) => price < dollars).length);
      const same = whole(each * prices.filter((price) => price === dollars).length);
      const counted = { cheaper, same, dearer: n - cheaper - same };
      Object.assign(found, { n, country, country_name, region, lower_quartile, median, upper_quartile }, counted);
      where = dollars < lower_quartile ? "low" : dollars > upper_quartile ? "high" : "middle";
    }
    return { ...found, questions: asked(quote.touch_up, where) };
  }

  function told(quote, found) {
    const kind = found.compared === "all_in" ? "first visits with their touch-up" : "first visits";
    const amount = `${money(quote.amount)} ${quote.currency}`;
    const offered = quote.currency === "USD" ? amount : `${amount} ($${money(found.dollars)})`;
    if (found.median === null) {
      return `${offered}: fewer than five ${kind} are known anywhere, so nothing can be said of this quote yet.`;
    }
    const place = [found.region, found.country_name ?? "the whole world"].filter(Boolean).join(", ");
    const asked = [quote.region, quote.country].filter(Boolean).join(", ");
    const wider = (quote.region && !found.region) || (quote.country && !found.country);
    const narrow = `Fewer than five ${kind} are known for ${asked}, so this compares with ${place}. `;
    const [n, cheaper, same, dearer] = ["n", "cheaper", "same", "dearer"].map((name) => found[name].toLocaleString("en-US"));
    return (
      `${wider ? narrow : ""}${offered}: of ${n} ${kind} (${place}) ${cheaper} cost less, ${same} the same and ${dearer} more.` +
      ` The middle half asks $${money(found.lower_quartile)} to $${money(found.upper_quartile)}, the median is $${money(found.median)}.`
    );
  }

  const field = (name) => document.getElementById(`quote-${name}`);
  const element = (name, text) => Object.assign(document.createElement(name), { textContent: text });

  let currencyChosen = false;

  function offerPlace() {
    const country = known.countries[field("country").value] ?? { regions: [] };
    const regions = country.regions.map(({ code, name }) => new Option(name, code));
    field("region").replaceChildren(new Option("not said", ""), ...regions);
    field("region").disabled = regions.length === 0;
    if (country.currency in known.rates && !currencyChosen) field("currency").value = country.currency;
  }

  function clear() {
    field("answer").replaceChildren();
    field("problem").textContent = "";
    field("amount").removeAttribute("aria-invalid");
  }

  function answer() {
    clear();
    const amount = readAmount(field("amount").value);
    if (amount === null) {
      field("problem").textContent = "Write the amount as a number, for example 650 or 1,650.50.";
      field("amount").setAttribute("aria-invalid", "true");
      field("amount").focus();
      return;
    }
    const quote = {
      amount,
      currency: field("currency").value,
      country: field("country").value || null,
      region: field("region").value || null,
      touch_up: field("touch-up").value,
    };
    const found = standing(quote);
    const questions = element("ul", "");
    questions.append(...found.questions.map((question) => element("li", question)));
    field("answer").replaceChildren(element("p", told(quote, found)), element("p", "Worth asking:"), questions);
  }

  globalThis.blushBook = { readAmount, check: (quote) => ({ ...standing(quote), told: told(quote, standing(quote)) }) };
  offerPlace();
  field("country").addEventListener("change", offerPlace);
  field("currency").addEventListener("change", () => { currencyChosen = true; });
  field("form").addEventListener("input", clear);
  field("form").addEventListener("submit", (event) => {
    event.preventDefault();
    answer();
  });
  field("form").hidden = false;
})();
