"""The curve's network from nn building blocks, its updates left to an optimizer."""

# %% style tags=["hidden"]
import matplotlib.pyplot as plt

plt.rc("font", size=13)

# %% data
import copy

import torch
from torch import nn

torch.manual_seed(0)
x = torch.linspace(-3, 3, 100).unsqueeze(1)
y = torch.sin(x) + 0.1 * torch.randn_like(x)
held_out = torch.arange(100) % 5 == 2
x_train, y_train = x[~held_out], y[~held_out]

# %% model
torch.manual_seed(0)
model = nn.Sequential(nn.Linear(1, 32), nn.ReLU(), nn.Linear(32, 1))
start = copy.deepcopy(model.state_dict())
for name, parameter in model.named_parameters():
    print(name, tuple(parameter.shape), parameter.requires_grad)
#> 0.weight (32, 1) True
#> 0.bias (32,) True
#> 2.weight (1, 32) True
#> 2.bias (1,) True

torch.manual_seed(0)
w1, b1 = torch.empty(1, 32).uniform_(-1, 1), torch.empty(32).uniform_(-1, 1)
w2 = torch.empty(32, 1).uniform_(-(32**-0.5), 32**-0.5)
b2 = torch.empty(1).uniform_(-(32**-0.5), 32**-0.5)
by_hand = torch.relu(x @ w1 + b1) @ w2 + b2
print(f"{model(x)[0].item():.4f} {by_hand[0].item():.4f}")
#> 0.6066 0.6066
print((model[0].weight - w1.mT).abs().max().item())
#> 0.0

# %% loss_function
loss_function = nn.MSELoss()
loss = loss_function(model(x_train), y_train)
print(type(loss), loss.shape, loss.item())
#> <class 'torch.Tensor'> torch.Size([]) 0.8888884782791138
summed = nn.MSELoss(reduction="sum")(model(x_train), y_train)
print(f"{(summed / loss).item():.0f}")
#> 80

# %% kept_shape tags=["hidden"]
print((torch.zeros(80, 1) - torch.zeros(80, 1)).shape)
#> torch.Size([80, 1])

# %% squeezed_shape tags=["hidden"]
print((torch.zeros(80) - torch.zeros(80)).shape)
#> torch.Size([80])

# %% refused_shape tags=["hidden"]
print("RuntimeError")
#> RuntimeError

# %% difference
print((torch.zeros(80, 1) - torch.zeros(80)).shape)
#> torch.Size([80, 80])

# %% wrong_target
flat_target = y_train.squeeze()
wrong_loss = loss_function(model(x_train), flat_target)
#! UserWarning: Using a target size (torch.Size([80])) that is different to the input size …


def fit(target):
    model.load_state_dict(start)
    optimizer = torch.optim.SGD(model.parameters(), lr=0.05)
    for _ in range(1000):
        loss = (model(x_train) - target).square().mean()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return model(x).detach()


_, axes = plt.subplots(figsize=(4.8, 3.2), layout="constrained")
axes.scatter(x_train, y_train, s=14, alpha=0.5)
axes.plot(x, fit(y_train), "C2-", linewidth=3, label="(80, 1)")
axes.plot(x, fit(flat_target), "C1--", linewidth=3, label="(80,)")
axes.legend(title="target")
# alt-ko: 점들 위에 곡선 두 개. 정답의 형태가 (80, 1)이면 사인 모양을 따라가고,
# alt-ko: (80,)이면 점선이 0 가까이에 거의 수평으로 놓입니다.
# alt-en: Two curves over the points. With targets of shape (80, 1) the solid one
# alt-en: follows the sine; with (80,) the dashed one lies almost flat near 0.

# %% train_nn
model.load_state_dict(start)
learning_rate = 0.05
for step in range(1, 1001):
    loss = loss_function(model(x_train), y_train)
    model.zero_grad()
    loss.backward()
    with torch.no_grad():
        for parameter in model.parameters():
            parameter -= learning_rate * parameter.grad
    if step in (1, 10, 100, 1000):
        print(f"step {step:4}: loss {loss.item():.4f}")
#> step    1: loss 0.8889
#> step   10: loss 0.1562
#> step  100: loss 0.0287
#> step 1000: loss 0.0105

# %% noise
torch.manual_seed(0)
noise_x, noise_y = torch.randn(64, 1000), torch.randn(64, 10)
w1, w2 = torch.randn(1000, 100), torch.randn(100, 10)
raw = nn.Sequential(
    nn.Linear(1000, 100, bias=False), nn.ReLU(), nn.Linear(100, 10, bias=False)
)
with torch.no_grad():
    raw[0].weight.copy_(w1.mT)
    raw[2].weight.copy_(w2.mT)
torch.manual_seed(0)
scaled = nn.Sequential(nn.Linear(1000, 100), nn.ReLU(), nn.Linear(100, 10))
networks = {"randn": raw, "nn": scaled}

sum_loss = nn.MSELoss(reduction="sum")
for name, network in networks.items():
    size = network[0](noise_x).abs().mean().item()
    loss = sum_loss(network(noise_x), noise_y).item()
    print(f"{name:5} hidden values of size {size:.1f}, loss {loss:.1e}")
#~ randn hidden values of size 25.3, loss 2.9e+07
#~ nn    hidden values of size 0.5, loss 6.2e+02


# %% two_valleys
def after_one_step(network, rate):
    network = copy.deepcopy(network)
    loss = sum_loss(network(noise_x), noise_y)
    loss.backward()
    with torch.no_grad():
        for parameter in network.parameters():
            parameter -= rate * parameter.grad
        return sum_loss(network(noise_x), noise_y).item() / loss.item()


rates = torch.logspace(-8, -2, 61).tolist()
valleys = {
    name: [after_one_step(network, rate) for rate in rates]
    for name, network in networks.items()
}

bottoms = {name: rates[valley.index(min(valley))] for name, valley in valleys.items()}
_, axes = plt.subplots(figsize=(4.8, 3.4), layout="constrained")
for (name, valley), line in zip(valleys.items(), ("C1--", "C0-")):
    axes.plot(rates, valley, line, linewidth=2.5, label=name)
    axes.plot(bottoms[name], min(valley), line[:2] + "o")
axes.set(
    xscale="log", ylim=(0, 2), xlabel="learning rate", ylabel="loss after / before"
)
axes.legend(loc="lower left")
# alt-ko: 한 번 갱신한 뒤의 손실을 처음 손실로 나눈 값을 학습률에 따라 그린 두 골짜기.
# alt-ko: randn 가중치의 골짜기는 학습률 {bottoms[randn]:.0e} 근처, nn 초기화의 골짜기는
# alt-ko: {bottoms[nn]:.0e} 근처에 있고, 그보다 크면 둘 다 치솟습니다.
# alt-en: Two valleys: the loss after one update divided by the loss before, over the
# alt-en: learning rate. The one of randn weights is deepest near {bottoms[randn]:.0e},
# alt-en: that of nn's near {bottoms[nn]:.0e}; beyond, both shoot up.

# %% step_limit
def step_limit(network):
    # ko: 마지막 가중치로 두 번 미분한 행렬의 가장 큰 고윳값
    # en: largest eigenvalue of the second derivatives with respect to the last weights
    with torch.no_grad():
        hidden = network[:2](noise_x)
    curvature = torch.linalg.eigvalsh(2 * hidden.mT @ hidden).max()
    return 2 / curvature.item()


print(f"randn {step_limit(raw):.1e}, nn {step_limit(scaled):.1e}")
#~ randn 9.4e-07, nn 2.7e-03


# %% last_layer_only
def train_last(target, rate):
    network = copy.deepcopy(raw)
    losses = []
    for _ in range(200):
        loss = sum_loss(network(noise_x), target)
        losses.append(loss.item())
        network.zero_grad()
        loss.backward()
        with torch.no_grad():
            network[2].weight -= rate * network[2].weight.grad
    return losses


for shift in (0.0, 1e5):
    for rate in (9e-7, 1e-6):
        losses = train_last(noise_y + shift, rate)
        print(
            f"targets + {shift:.0e}, rate {rate:.0e}: {losses[0]:.1e} -> {losses[-1]:.1e}"
        )
#~ targets + 0e+00, rate 9e-07: 2.9e+07 -> 2.1e+04
#~ targets + 0e+00, rate 1e-06: 2.9e+07 -> 5.6e+27
#~ targets + 1e+05, rate 9e-07: 6.4e+12 -> 5.1e+08
#~ targets + 1e+05, rate 1e-06: 6.4e+12 -> 5.4e+33


# %% swapped
def train(network, rate, steps=500, optimizer_class=torch.optim.SGD):
    network = copy.deepcopy(network)
    optimizer = optimizer_class(network.parameters(), lr=rate)
    losses = []
    for _ in range(steps):
        loss = sum_loss(network(noise_x), noise_y)
        losses.append(loss.item())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return losses, network


for name, network in networks.items():
    for rate in (1e-6, 1e-4):
        losses, _ = train(network, rate)
        print(f"{name:5} {rate:.0e}: {losses[0]:.1e} -> {losses[-1]:.1e}")
#~ randn 1e-06: 2.9e+07 -> 3.0e-05
#~ randn 1e-04: 2.9e+07 -> nan
#~ nn    1e-06: 6.2e+02 -> 4.5e+02
#~ nn    1e-04: 6.2e+02 -> 2.5e-06

for steps in (0, 5, 50):
    print(steps, f"{step_limit(train(raw, 1e-6, steps)[1]):.2e}")
#~ 0 9.40e-07
#~ 5 1.10e-06
#~ 50 1.21e-06

# %% sgd
gradient = 1000 * torch.randn_like(raw[2].weight)
ways = [copy.deepcopy(raw[2]) for _ in range(3)]
for layer in ways:
    layer.weight.grad = gradient.clone()
with torch.no_grad():
    ways[0].weight -= 1e-6 * gradient
    ways[1].weight.add_(gradient, alpha=-1e-6)
torch.optim.SGD(ways[2].parameters(), lr=1e-6).step()
print((ways[0].weight - ways[2].weight).abs().max().item())
#~ 5.960464477539063e-08
print((ways[1].weight - ways[2].weight).abs().max().item())
#> 0.0

# %% train_sgd
model.load_state_dict(start)
optimizer = torch.optim.SGD(model.parameters(), lr=0.05)
for step in range(1, 1001):
    loss = loss_function(model(x_train), y_train)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    if step in (1, 10, 100, 1000):
        print(f"step {step:4}: loss {loss.item():.4f}")
#> step    1: loss 0.8889
#> step   10: loss 0.1562
#> step  100: loss 0.0287
#> step 1000: loss 0.0105

# %% train_adam
model.load_state_dict(start)
optimizer = torch.optim.Adam(model.parameters(), lr=0.05)
for step in range(1, 1001):
    loss = loss_function(model(x_train), y_train)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    if step in (1, 10, 100, 1000):
        print(f"step {step:4}: loss {loss.item():.4f}")
#> step    1: loss 0.8889
#> step   10: loss 0.2175
#> step  100: loss 0.0097
#> step 1000: loss 0.0093

for factor in (1, 1000):
    model.load_state_dict(start)
    optimizer = torch.optim.Adam(model.parameters(), lr=0.05)
    optimizer.zero_grad()
    (factor * loss_function(model(x_train), y_train)).backward()
    optimizer.step()
    print(factor, f"{(model[2].bias - start['2.bias']).abs().item():.4f}")
#> 1 0.0500
#> 1000 0.0500

# %% compare
compared = {}
for optimizer_class in (torch.optim.SGD, torch.optim.Adam, torch.optim.AdamW):
    for rate in (0.001, 0.01, 0.1):
        ends = []
        for seed in range(3):
            torch.manual_seed(seed)
            model = nn.Sequential(nn.Linear(1, 32), nn.ReLU(), nn.Linear(32, 1))
            optimizer = optimizer_class(model.parameters(), lr=rate)
            for _ in range(300):
                loss = loss_function(model(x_train), y_train)
                optimizer.zero_grad()
                loss.backward()
                optimizer.step()
            ends.append(loss.item())
        compared[optimizer_class.__name__, rate] = max(ends)
        print(f"{optimizer_class.__name__:5} {rate}", [f"{end:.3f}" for end in ends])
#~ SGD   0.001 ['0.168', '0.136', '0.143']
#~ SGD   0.01 ['0.051', '0.061', '0.080']
#~ SGD   0.1 ['0.012', '0.013', '0.015']
#~ Adam  0.001 ['0.086', '0.080', '0.082']
#~ Adam  0.01 ['0.010', '0.010', '0.009']
#~ Adam  0.1 ['0.011', '0.009', '0.010']
#~ AdamW 0.001 ['0.087', '0.081', '0.082']
#~ AdamW 0.01 ['0.010', '0.010', '0.010']
#~ AdamW 0.1 ['0.011', '0.009', '0.010']

for optimizer_class in (torch.optim.SGD, torch.optim.Adam):
    for rate in (1e-4, 1e-3, 3e-3):
        losses, _ = train(scaled, rate, 101, optimizer_class)
        print(f"{optimizer_class.__name__:4} {rate:.0e}: {losses[-1]:.1e}")
#~ SGD  1e-04: 2.4e+00
#~ SGD  1e-03: 2.9e-09
#~ SGD  3e-03: nan
#~ Adam 1e-04: 3.9e+01
#~ Adam 1e-03: 4.1e-03
#~ Adam 3e-03: 2.6e-03

# %% zero_grad
print(model[2].bias.grad)
#> tensor([-0.0441])
optimizer.zero_grad()
print(model[2].bias.grad)
#> None
loss_function(model(x_train), y_train).backward()
optimizer.zero_grad(set_to_none=False)
print(model[2].bias.grad)
#> tensor([0.])

# %% exercise_3
model.load_state_dict(start)
optimizer = torch.optim.SGD(model.parameters(), lr=0.05)
for _ in range(100):
    loss = loss_function(model(x_train), y_train)
    loss.backward()
    optimizer.zero_grad()
    optimizer.step()
print(f"{loss.item():.4f}")
#> 0.8889

# %% exercise_1
for criterion, rate in ((nn.MSELoss(), 0.05), (nn.MSELoss(reduction="sum"), 0.05 / 80)):
    model.load_state_dict(start)
    optimizer = torch.optim.SGD(model.parameters(), lr=rate)
    for _ in range(100):
        optimizer.zero_grad()
        criterion(model(x_train), y_train).backward()
        optimizer.step()
    print(f"{loss_function(model(x_train), y_train).item():.4f}")
#> 0.0284
#> 0.0284

# %% exercise_2
torch.manual_seed(0)
deeper = nn.Sequential(
    nn.Linear(1, 32), nn.ReLU(), nn.Linear(32, 32), nn.ReLU(), nn.Linear(32, 1)
)
optimizer = torch.optim.AdamW(deeper.parameters(), lr=0.01)
for _ in range(300):
    loss = loss_function(deeper(x_train), y_train)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
print(sum(parameter.numel() for parameter in deeper.parameters()), f"{loss.item():.4f}")
#> 1153 0.0091

# %% numbers tags=["hidden"]
assert step_limit(raw) < 1e-6 < step_limit(train(raw, 1e-6, 50)[1])
limit_raw = step_limit(raw)
losses_apart = [train_last(noise_y + shift, 1e-6)[0] for shift in (0.0, 1e5)]
times_larger = round(losses_apart[1] / losses_apart[0], -5)
limit_ratio = 100 * round(step_limit(scaled) / step_limit(raw) / 100)
