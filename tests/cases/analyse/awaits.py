# Statements that await at notebook level say so.

# %%
import asyncio
async def job():
    return 1
# %%
x = await job()

# expect
# 2:1 awaits yes
# 1:2 awaits no
