# One network learns from a part of a random split and is asked for the other.
# %% 1
import torch
from torch import nn
from torch.utils.data import DataLoader, random_split
from torchvision import datasets, transforms
full = datasets.ImageFolder("data/flowers", transform=transforms.ToTensor())
n = int(0.8 * len(full))
train_set, test_set = random_split(full, [n, len(full) - n])
train_loader, test_loader = DataLoader(train_set, 32, shuffle=True), DataLoader(test_set, 32)
# %% 2
net = nn.Sequential(nn.Flatten(), nn.Linear(3 * 64 * 64, 5))
opt = torch.optim.SGD(net.parameters(), lr=0.01)
for epoch in range(3):
    for x, y in train_loader:
        opt.zero_grad()
        nn.functional.cross_entropy(net(x), y).backward()
        opt.step()
# %% 3
correct = 0
for x, y in test_loader:
    correct += (net(x).argmax(1) == y).sum().item()
print(correct / len(test_set))
# expect
# quiet RP202 RP203
