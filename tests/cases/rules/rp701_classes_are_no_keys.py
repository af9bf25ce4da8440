# The HTML of a fitted estimator is full of class names that begin as keys of a service do.
# %% ran=1
model = 1
#| out: <div class="sk-estimator-doc-link fitted" id="sk-container-id-1"><div class="sk-text-repr-fallback-item-1">
# expect
# quiet RP701
