# Two depths are called after the model that each belongs to: max_depth beside another_max_depth hides which is which.

# %% 1
from sklearn.tree import DecisionTreeRegressor
small_tree = DecisionTreeRegressor(max_depth=2, random_state=0).fit([[1], [2]], [1, 2])
large_tree = DecisionTreeRegressor(max_depth=5, random_state=0).fit([[1], [2]], [1, 2])

# expect small_tree_max_depth: 2
# expect large_tree_max_depth: 5
# expect random_state: 0
# never decision_tree_regressor_max_depth
# never large_tree_random_state
