# Two networks of a class of PyTorch learn from one loader, and their hits are counted over the other.
# %% 1
import torch, torch.nn as nn
from torch.utils.data import DataLoader, TensorDataset
from sklearn.datasets import load_digits
from sklearn.model_selection import train_test_split
X, y = load_digits(return_X_y=True)
X_train, X_test, y_train, y_test = train_test_split(X, y, random_state=0)
train_loader = DataLoader(TensorDataset(torch.Tensor(X_train), torch.LongTensor(y_train)), batch_size=64, shuffle=True)
test_loader = DataLoader(TensorDataset(torch.Tensor(X_test), torch.LongTensor(y_test)), batch_size=64)
class Net(nn.Module):
    def __init__(self, hidden):
        super(Net, self).__init__()
        self.fc1 = nn.Linear(64, hidden)
        self.fc2 = nn.Linear(hidden, 10)
    def forward(self, x):
        return self.fc2(torch.relu(self.fc1(x)))
# %% 2
def train(net, loader, epochs=10):
    opt = torch.optim.Adam(net.parameters())
    crit = nn.CrossEntropyLoss()
    for _ in range(epochs):
        for xb, yb in loader:
            opt.zero_grad()
            loss = crit(net(xb), yb)
            loss.backward()
            opt.step()
def accuracy(net, loader):
    hits = n = 0
    with torch.no_grad():
        for xb, yb in loader:
            out = net(xb)
            hits += (out.argmax(dim=1) == yb).sum().item()
            n += len(yb)
    return hits / n
# %% 3
small = Net(16)
train(small, train_loader)
print(accuracy(small, test_loader))
# %% 4
big = Net(256)
train(big, train_loader)
print(accuracy(big, test_loader))
# expect
# RP203 2:15
