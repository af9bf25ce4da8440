# An aggregated table that is shown is an output of the project: it is written to reports.

# %% 1
import pandas as pd
sales = pd.DataFrame({"city": ["a", "b"], "price": [1, 2]})
# %% 2
sales.groupby("city").sum()

# expect def summarise_sales_by_city(sales: Any) -> Any:
# expect return sales.groupby("city").sum()
# expect write_table(reports, "sales_by_city", summarise_sales_by_city(sales))
