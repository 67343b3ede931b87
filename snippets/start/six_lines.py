"""Six lines that learn a curve: what the first page shows before anything is explained."""

# %% points
import matplotlib.pyplot as plt
import torch
from torch import nn

points = 120
torch.manual_seed(0)
x = torch.linspace(-3, 3, points).unsqueeze(1)
y = torch.sin(2 * x) + 0.2 * torch.randn(points, 1)

# %% six_lines
model = nn.Sequential(nn.Linear(1, 32), nn.Tanh(), nn.Linear(32, 1))
optimizer = torch.optim.Adam(model.parameters(), lr=0.02)
for _ in range(1000):
    optimizer.zero_grad()
    nn.functional.mse_loss(model(x), y).backward()
    optimizer.step()

# %% curve
curve = model(x).detach()
print(f"mean squared error {nn.functional.mse_loss(curve, y):.2f}")
#> mean squared error 0.04

plt.figure(figsize=(5.6, 3.2), layout="constrained")
plt.plot(x, y, "o", color="C5", markersize=4, alpha=0.6)
plt.plot(x, curve, color="C1", linewidth=3.5)
plt.tick_params(labelsize=13)
# alt-ko: 점 {points}개가 사인 곡선을 따라 흩어져 있고, 굵은 선 하나가 그 가운데를 부드럽게 지납니다.
# alt-en: {points} dots lie scattered along a sine curve, and a thick line runs smoothly through their middle.

# %% counts tags=["hidden"]
parameters = sum(parameter.numel() for parameter in model.parameters())
error = nn.functional.mse_loss(curve, y).item()
truth = nn.functional.mse_loss(curve, torch.sin(2 * x)).item()
assert error < 0.06 and truth < 0.02
