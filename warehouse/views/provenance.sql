/*
description: >-
  Where each comparable price comes from: the amount as its page states it, the rates that made it dollars, and the page,
  the day and the rules it was read with.
grain: one provider
uses: [lip_price]
columns:
  provider: The provider's name.
*/
select
    provider_id,
    lip_price.provider,
    observation_id,
    lip_price.price_usd,
    observation.service,
    observation.qualifier,
    observation.price_low,
    observation.price_high,
    observation.currency,
    observation.currency_basis,
    observation.usd_rate,
    observation.usd_rate_date,
    observation.usd_rate_source,
    observation.price_usd_article,
    observation.article_factor,
    observation.cpi_month,
    observation.url,
    observation.url_role,
    observation.basis,
    observation.source,
    observation.capture_kind,
    observation.method,
    observation.evidence,
    observation.locator,
    observation.extract_version,
    observation.rules_version,
    observation.procedure_basis,
    observation.kind_basis,
    observation.run_id,
    observation.captured_at,
    observation.observed_at,
    observation.date_basis,
    observation.date_precision,
    observation.recorded_on,
    observation.note
from lip_price
join price_observation as observation using (provider_id, observation_id)
order by provider_id
