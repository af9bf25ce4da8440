# %% [markdown]
# A cell awaits at the top level, which a plain module may not.

# %%
import asyncio

async def fetch(n):
    await asyncio.sleep(0)
    return n * 10

# %%
one = await fetch(4)

# %%
several = await asyncio.gather(*(fetch(n) for n in range(3)))
total = sum(several)

# holds: one == 40
# holds: total == 30
# expect: equal
