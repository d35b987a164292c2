select
    count(*) as figures,
    coalesce(sum(statement_count), 0)::integer as statements,
    count_if(is_machine_written) as machine_written,
    max(publisher_count) as most_publishers,
    arg_max(figure, (publisher_count, figure)) as most_published
from published_figure
