# A moved function gets the global it read as a parameter, at each of its calls.

# %% 1
rate = sum([0.1, 0.1])
def taxed(price):
    return price * (1 + rate)
# %% 2
prices = [1.0, 2.0]
result = [taxed(p) for p in prices]
other = list(map(taxed, prices))

# expect def taxed(price: Any, *, rate: Any) -> Any:
# expect taxed(p, rate=rate)
# expect map(functools.partial(taxed, rate=rate), prices)
