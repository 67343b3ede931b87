"""A loss that is nan or inf: each cause with the run that shows it and the run without it."""

# %% raw_inputs
import torch
from torch import nn

areas = torch.linspace(20, 200, 50).unsqueeze(1)
torch.manual_seed(0)
prices = 3 * areas + 50 + 20 * torch.randn(50, 1)


def fit(features, targets, learning_rate, updates=100):
    torch.manual_seed(0)
    line = nn.Linear(1, 1)
    optimizer = torch.optim.SGD(line.parameters(), lr=learning_rate)
    losses = []
    for _ in range(updates):
        optimizer.zero_grad()
        loss = nn.functional.mse_loss(line(features), targets)
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses


losses = fit(areas, prices, learning_rate=0.1)
print(*(f"{loss:.0e}" for loss in losses[:4]), losses[-1])
#> 2e+05 2e+12 1e+19 1e+26 nan

# %% scaled_inputs
scaled = (areas - areas.mean()) / areas.std()
print(f"{fit(scaled, prices, learning_rate=0.1)[-1]:.0f}")
#> 452
print(f"{fit(areas, prices, learning_rate=1e-5)[-1]:.0f}")
#> 807

# %% too_fast
for rate in (0.1, 0.5, 1.1):
    print(rate, f"{fit(scaled, prices, learning_rate=rate)[-1]:.0e}")
#> 0.1 5e+02
#> 0.5 5e+02
#> 1.1 7e+20

# %% log_of_zero
logits = torch.tensor([[200.0, 0.0]], requires_grad=True)
wanted = torch.tensor([1])
by_hand = -logits.softmax(dim=1).log()[0, wanted]
by_hand.sum().backward()
print(by_hand.item(), logits.grad)
#> inf tensor([[nan, nan]])

# %% log_of_zero_cure
logits.grad = None
loss = nn.functional.cross_entropy(logits, wanted)
loss.backward()
print(loss.item(), logits.grad)
#> 200.0 tensor([[ 1., -1.]])

# %% nan_in_data
torch.manual_seed(0)
inputs, labels = torch.randn(600, 2), torch.randint(3, (600,))
spoiled = inputs.clone()
spoiled[7, 1] = float("nan")

model = nn.Sequential(nn.Linear(2, 32), nn.ReLU(), nn.Linear(32, 3))
optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
nn.functional.cross_entropy(model(spoiled), labels).backward()
optimizer.step()
for name, parameter in model.named_parameters():
    print(name, parameter.isnan().sum().item(), "of", parameter.numel())
#> 0.weight 64 of 64
#> 0.bias 32 of 32
#> 2.weight 96 of 96
#> 2.bias 3 of 3

# %% nan_in_data_cure
bad = ~spoiled.isfinite().all(dim=1)
print(bad.nonzero().flatten().tolist())
#> [7]

model = nn.Sequential(nn.Linear(2, 32), nn.ReLU(), nn.Linear(32, 3))
optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
nn.functional.cross_entropy(model(spoiled[~bad]), labels[~bad]).backward()
optimizer.step()
print(sum(parameter.isnan().sum().item() for parameter in model.parameters()))
#> 0

# %% square_root
error = torch.zeros(3, requires_grad=True)
error.square().sum().sqrt().backward()
print(error.grad)
#> tensor([nan, nan, nan])

# %% square_root_cure
error.grad = None
(error.square().sum() + 1e-12).sqrt().backward()
print(error.grad)
#> tensor([0., 0., 0.])

# %% anomaly
logits.grad = None
with torch.autograd.detect_anomaly():
    by_hand = -logits.softmax(dim=1).log()[0, wanted]
    by_hand.sum().backward()
#! UserWarning: Anomaly Detection has been enabled. This mode will increase the runtime and should only be enabled for debugging.
#! UserWarning: Error detected in SoftmaxBackward0. Traceback of forward call that caused the error:…
#! RuntimeError: Function 'SoftmaxBackward0' returned nan values in its 0th output.

# %% exercise_1
print(torch.tensor(0.0).log(), torch.tensor(0.0) / 0, 0 * torch.tensor(0.0).log())
#> tensor(-inf) tensor(nan) tensor(nan)


# %% exercise_2
def check(loss, update):
    if not loss.isfinite():
        raise ValueError(f"the loss is {loss.item()} at update {update}")


for rate in (0.1, 1.1):
    torch.manual_seed(0)
    line = nn.Linear(1, 1)
    optimizer = torch.optim.SGD(line.parameters(), lr=rate)
    for update in range(500):
        optimizer.zero_grad()
        loss = nn.functional.mse_loss(line(scaled), prices)
        check(loss, update)
        loss.backward()
        optimizer.step()
    print(f"rate {rate}: {loss.item():.0f}")
#> rate 0.1: 452
#! ValueError: the loss is inf at update 200

# %% exercise_3
targets = torch.tensor([2.0, float("nan"), 3.0])
guesses = torch.zeros(3, requires_grad=True)
weights = (~targets.isnan()).float()
(weights * (guesses - targets) ** 2).sum().backward()
print(guesses.grad)
#> tensor([-4., nan, -6.])

# %% exercise_3_cure
guesses.grad = None
known = ~targets.isnan()
((guesses - targets)[known] ** 2).sum().backward()
print(guesses.grad)
#> tensor([-4.,  0., -6.])
