# A model of one series: a row is a period, and its answer the forecast.
# expect: proved

# %%
import numpy as np
import pandas as pd
from statsmodels.tsa.holtwinters import ExponentialSmoothing
# %%
days = pd.date_range("2020-01-01", periods=60, freq="MS")
rng = np.random.default_rng(0)
sales = pd.Series(100 + np.arange(60) + 10 * np.sin(np.arange(60) * np.pi / 6) + rng.normal(size=60), index=days)
# %%
fit = ExponentialSmoothing(sales, trend="add", seasonal="add", seasonal_periods=12, initialization_method="estimated").fit()
forecast = fit.forecast(12)
print(forecast)
