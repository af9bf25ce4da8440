# %% [markdown]
# `finally` runs whatever happens, and a return inside a `with` still closes the file.

# %%
events = []

def guarded(n):
    try:
        events.append(f"try {n}")
        return 100 // n
    except ZeroDivisionError:
        return -1
    finally:
        events.append(f"done {n}")

# %%
answers = [guarded(3), guarded(0)]
n_events = len(events)

# holds: answers == [33, -1]
# holds: events == ["try 3", "done 3", "try 0", "done 0"] and n_events == 4
# expect: equal
