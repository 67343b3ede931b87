"""A first model: a noisy curve, a network of 97 numbers, and the fit before and after training."""

# %% style tags=["hidden"]
import matplotlib.pyplot as plt

plt.rc("font", size=13)

# %% data
import torch
from torch import nn

torch.manual_seed(0)
x = torch.linspace(-3, 3, 100).unsqueeze(1)
y = torch.sin(x) + 0.1 * torch.randn_like(x)

held_out = torch.arange(100) % 5 == 2  # ko: 다섯째마다 하나 | en: every fifth point
x_train, y_train = x[~held_out], y[~held_out]
x_test, y_test = x[held_out], y[held_out]
print(x_train.shape, x_test.shape)
#> torch.Size([80, 1]) torch.Size([20, 1])

# %% dots
import matplotlib.pyplot as plt

plt.figure(figsize=(4.8, 3.2), layout="constrained")
plt.scatter(x_train, y_train, s=14, label="train")
plt.scatter(
    x_test, y_test, s=34, marker="s", facecolor="none", edgecolor="C1", label="held out"
)
plt.xlabel("x")
plt.ylabel("y")
plt.legend()
# alt-ko: 가로축 x는 -3에서 3까지, 세로축 y는 -1 근처에서 1 근처까지입니다.
# alt-ko: 작은 점 {x_train.shape[0]}개와 속이 빈 네모 {x_test.shape[0]}개가 사인 곡선을 따라 조금씩 흩어져 있습니다.
# alt-en: The x axis runs from -3 to 3, the y axis from about -1 to about 1.
# alt-en: {x_train.shape[0]} small dots and {x_test.shape[0]} empty squares lie scattered along a sine curve.

# %% model
torch.manual_seed(0)
model = nn.Sequential(
    nn.Linear(1, 32),
    nn.ReLU(),
    nn.Linear(32, 1),
)
loss_function = nn.MSELoss()
before = model(x).detach()
print(f"{loss_function(model(x_train), y_train).item():.2f}")
#> 0.89

# %% parameters
print(sum(parameter.numel() for parameter in model.parameters()))
#> 97

# %% parameters_no_bias tags=["hidden"]
print(sum(parameter.numel() for parameter in model.parameters() if parameter.ndim == 2))
#> 64

# %% parameters_neurons tags=["hidden"]
print(1 + 32 + 1)
#> 34

# %% train
optimizer = torch.optim.SGD(model.parameters(), lr=0.05)

for step in range(1, 2001):
    loss = loss_function(model(x_train), y_train)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    if step in (1, 10, 100, 1000, 2000):
        print(f"step {step:4}: loss {loss.item():.4f}")
#> step    1: loss 0.8889
#> step   10: loss 0.1562
#> step  100: loss 0.0287
#> step 1000: loss 0.0105
#> step 2000: loss 0.0097

# %% watch tags=["hidden"]
curves = {0: before}
torch.manual_seed(0)
watched = nn.Sequential(nn.Linear(1, 32), nn.ReLU(), nn.Linear(32, 1))
watching = torch.optim.SGD(watched.parameters(), lr=0.05)
for count in range(1, 2001):
    watching.zero_grad()
    loss_function(watched(x_train), y_train).backward()
    watching.step()
    if count in (3, 30, 100, 300, 2000):
        curves[count] = watched(x).detach()
updates = list(curves)
misses = [
    round((curve - torch.sin(x)).abs().max().item(), 2) for curve in curves.values()
]
assert torch.equal(curves[2000], model(x).detach())

# %% fit tags=["frames"]
for updates_done, curve in curves.items():
    plt.figure(figsize=(4.8, 3.4), layout="constrained")
    plt.scatter(x_train, y_train, s=14, alpha=0.5)
    plt.scatter(x_test, y_test, s=34, marker="s", facecolor="none", edgecolor="C1")
    plt.plot(x, curve, color="C2", linewidth=3)
    plt.title(f"updates: {updates_done}")
    plt.ylim(-1.5, 1.5)
    plt.xlabel("x")
    plt.ylabel("y")
# alt-ko: 갱신 {updates[*]}번 뒤: 점들 위에 모델의 곡선이 이어진 선으로 그려져 있습니다.
# alt-ko: 이 선이 사인 곡선에서 가장 멀리 벗어난 거리는 {misses[*]}입니다.
# alt-en: After {updates[*]} updates: the model's curve drawn over the points as a solid line.
# alt-en: Where it is farthest from the sine curve, it is off by {misses[*]}.

# %% compare
with torch.no_grad():
    for name, inputs, targets in [
        ("train", x_train, y_train),
        ("held out", x_test, y_test),
    ]:
        of_model = loss_function(model(inputs), targets).item()
        of_curve = loss_function(torch.sin(inputs), targets).item()
        print(f"{name:8}  model {of_model:.4f}  true curve {of_curve:.4f}")
#> train     model 0.0097  true curve 0.0105
#> held out  model 0.0130  true curve 0.0106

# %% no_step
torch.manual_seed(0)
model_2 = nn.Sequential(nn.Linear(1, 32), nn.ReLU(), nn.Linear(32, 1))
optimizer_2 = torch.optim.SGD(model_2.parameters(), lr=0.05)

for step in range(1, 201):
    loss_2 = loss_function(model_2(x_train), y_train)
    optimizer_2.zero_grad()
    loss_2.backward()
    if step in (1, 200):
        print(f"step {step:4}: loss {loss_2.item():.4f}")
#> step    1: loss 0.8889
#> step  200: loss 0.8889

# %% exercise_1
with torch.no_grad():
    for value in (3.0, 4.5, 6.0):
        far = torch.tensor([[value]])
        of_model, of_curve = model(far).item(), torch.sin(far).item()
        print(f"{value}  model {of_model:5.2f}  sine {of_curve:5.2f}")
#> 3.0  model  0.23  sine  0.14
#> 4.5  model -0.69  sine -0.98
#> 6.0  model -1.60  sine -0.28

# %% exercise_2
torch.manual_seed(0)
straight = nn.Sequential(nn.Linear(1, 32), nn.Linear(32, 1))
optimizer_3 = torch.optim.SGD(straight.parameters(), lr=0.05)

for _ in range(500):
    loss_3 = loss_function(straight(x_train), y_train)
    optimizer_3.zero_grad()
    loss_3.backward()
    optimizer_3.step()

with torch.no_grad():
    print(f"{loss_function(straight(x_test), y_test).item():.2f}")
    at = straight(torch.tensor([[0.0], [1.0], [2.0], [3.0]])).squeeze(1)
    print(at.diff())
#> 0.19
#> tensor([0.3311, 0.3311, 0.3311])

# %% exercise_3
print(model(torch.tensor([0.5, 1.5]).unsqueeze(1)).shape)
#> torch.Size([2, 1])
model(torch.tensor([0.5, 1.5]))
#! RuntimeError: …mat1 and mat2 shapes cannot be multiplied (1x2 and 1x32)

# %% numbers tags=["hidden"]
points, train_points, test_points = len(x), len(x_train), len(x_test)
count_parameters = sum(parameter.numel() for parameter in model.parameters())
with torch.no_grad():
    model_train = loss_function(model(x_train), y_train).item()
    model_test = loss_function(model(x_test), y_test).item()
    curve_train = loss_function(torch.sin(x_train), y_train).item()
    curve_test = loss_function(torch.sin(x_test), y_test).item()
    loss_before = loss_function(before[~held_out], y_train).item()
    straight_test = loss_function(straight(x_test), y_test).item()
