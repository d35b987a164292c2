// Where a quote stands: the same rules as reports/quote.py, which says what they are; a test holds the two together.
"use strict";
(() => {
  const known = JSON.parse(document.getElementById("quote-data").textContent);

  const whole = (dollars) => Math.floor(dollars + 0.5);

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
      higher_than: null, lower_quartile: null, median: null, upper_quartile: null,
    };
    let where = "unknown";
    if (group) {
      const { prices, n, country, country_name, region } = group;
      const [lower_quartile, median, upper_quartile] = [0.25, 0.5, 0.75].map((share) => quantile(prices, share));
      const below = prices.filter((price) => price < dollars).length;
      const equal = prices.filter((price) => price === dollars).length;
      const higher_than = (below + equal / 2) / prices.length;
      Object.assign(found, { n, country, country_name, region, lower_quartile, median, upper_quartile, higher_than });
      where = dollars < lower_quartile ? "low" : dollars > upper_quartile ? "high" : "middle";
    }
    return { ...found, questions: asked(quote.touch_up, where) };
  }

  function told(quote, found) {
    const kind = found.compared === "all_in" ? "first visits with their touch-up" : "first visits";
    if (found.higher_than === null) {
      return `Fewer than five comparable ${kind} are known anywhere: nothing can be said of this quote yet.`;
    }
    const place = [found.region, found.country_name ?? "the world"].filter(Boolean).join(", ");
    const wider = (quote.region && !found.region) || (quote.country && !found.country);
    const narrow = "Where you asked for fewer than five comparable prices are known, so a wider place is compared. ";
    return (
      `${wider ? narrow : ""}At $${whole(found.dollars)} this quote is higher than` +
      ` ${Math.floor(found.higher_than * 100 + 0.5)} % of ${found.n} ${kind} (${place}).` +
      ` The middle half is $${whole(found.lower_quartile)} to $${whole(found.upper_quartile)}, the median $${whole(found.median)}.`
    );
  }

  const field = (name) => document.getElementById(`quote-${name}`);
  const element = (name, text) => Object.assign(document.createElement(name), { textContent: text });

  function offerRegions() {
    const regions = known.regions[field("country").value] ?? [];
    field("region").replaceChildren(new Option("not said", ""), ...regions.map((region) => new Option(region, region)));
    field("region").disabled = regions.length === 0;
  }

  function answer() {
    const text = field("amount").value.trim().replace(/^\$/, "").replaceAll(",", "");
    const amount = /^\d+(\.\d+)?$/.test(text) ? Number(text) : NaN;
    const isAmount = amount > 0 && amount < 1e7;
    field("problem").textContent = isAmount ? "" : "Write the amount as a number above 0, for example 650.";
    field("amount").setAttribute("aria-invalid", String(!isAmount));
    if (!isAmount) {
      field("answer").replaceChildren();
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

  globalThis.checkQuote = (quote) => ({ ...standing(quote), told: told(quote, standing(quote)) });
  offerRegions();
  field("country").addEventListener("change", offerRegions);
  field("form").addEventListener("submit", (event) => {
    event.preventDefault();
    answer();
  });
  field("form").hidden = false;
})();
