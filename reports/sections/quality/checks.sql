select table_name, expectation, severity, why, is_met, rows_checked, rows_unexpected, examples
from quality_check
order by is_met, severity, table_name, expectation
