"""The same network from nn building blocks, updated by an optimizer."""

# %% data
import copy
import math

import torch

device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
N, D_IN, H, D_OUT = 64, 1000, 100, 10

torch.manual_seed(0)
x = torch.randn(N, D_IN).to(device)
y = torch.randn(N, D_OUT).to(device)
w1 = torch.randn(D_IN, H).to(device)
w2 = torch.randn(H, D_OUT).to(device)
print(x.shape, y.shape)
#> torch.Size([64, 1000]) torch.Size([64, 10])

# %% model
torch.manual_seed(0)
model = torch.nn.Sequential(
    torch.nn.Linear(D_IN, H),
    torch.nn.ReLU(),
    torch.nn.Linear(H, D_OUT),
).to(device)
start = copy.deepcopy(model.state_dict())

for name, parameter in model.named_parameters():
    print(name, tuple(parameter.shape), parameter.requires_grad)
#> 0.weight (100, 1000) True
#> 0.bias (100,) True
#> 2.weight (10, 100) True
#> 2.bias (10,) True

parameters = sum(parameter.numel() for parameter in model.parameters())
print(parameters, model(x).shape)
#> 101110 torch.Size([64, 10])

# %% loss_function
loss_function = torch.nn.MSELoss(reduction="sum")
mean_loss = torch.nn.MSELoss()

y_pred = model(x)
loss = loss_function(y_pred, y)
torch.testing.assert_close(loss, (y_pred - y).pow(2).sum())
print(round((loss / mean_loss(y_pred, y)).item()), y.numel())
#> 640 640
print(f"{loss.item():.4e}")
#> 6.1933e+02

# %% same_network
twin = torch.nn.Sequential(
    torch.nn.Linear(D_IN, H, bias=False),
    torch.nn.ReLU(),
    torch.nn.Linear(H, D_OUT, bias=False),
).to(device)

with torch.no_grad():
    twin[0].weight.copy_(w1.t())
    twin[2].weight.copy_(w2.t())

y_raw = x.mm(w1).clamp(min=0).mm(w2)
print(torch.allclose(twin(x), y_raw, rtol=1e-4, atol=1e-2))
#> True
print(f"{loss_function(twin(x), y).item():.4e}")
#> 2.9429e+07

# %% train_nn
learning_rate = 1e-4
losses_nn = []

for step in range(500):
    y_pred = model(x)
    loss = loss_function(y_pred, y)
    losses_nn.append(loss.item())
    if step % 100 == 99:
        print(step, f"{loss.item():.4e}")

    model.zero_grad()
    loss.backward()

    with torch.no_grad():
        for parameter in model.parameters():
            parameter -= learning_rate * parameter.grad
#~ 99 2.4774e+00
#~ 199 3.2563e-02
#~ 299 9.2840e-04
#~ 399 4.1880e-05
#~ 499 2.4783e-06

shown = losses_nn[99::100]
assert shown == sorted(shown, reverse=True)
assert 1 < shown[0] < 4 and shown[-1] < 1e-4


# %% step_limit
def step_limit(hidden):
    # ko: 마지막 가중치에 대한 이계도함수 행렬의 가장 큰 고윳값
    # en: largest eigenvalue of the second derivative with respect to the last weights
    curvature = torch.linalg.eigvalsh(2 * hidden.t() @ hidden).max()
    return 2 / curvature.item()


model.load_state_dict(start)
with torch.no_grad():
    limit_raw = step_limit(x.mm(w1).clamp(min=0))
    limit_nn = step_limit(model[:2](x))
print(f"{limit_raw:.4e} {limit_nn:.4e}")
#> 9.3952e-07 2.7257e-03


# %% swapped
def train(model, lr):
    losses = []
    for _ in range(500):
        loss = loss_function(model(x), y)
        losses.append(loss.item())
        model.zero_grad()
        loss.backward()
        with torch.no_grad():
            for parameter in model.parameters():
                parameter -= lr * parameter.grad
    return losses


too_large = train(twin, lr=1e-4)
too_small = train(model, lr=1e-6)
print(*[f"{loss:.4e}" for loss in too_large[:4]])
#~ 2.9429e+07 1.1948e+12 1.3355e+25 inf
print(math.isnan(too_large[-1]), too_small[-1] > 0.5 * too_small[0])
#> True True

# %% sgd
torch.manual_seed(0)
by_loop = torch.nn.Linear(D_IN, D_OUT).to(device)
by_sgd = copy.deepcopy(by_loop)
optimizer = torch.optim.SGD(by_sgd.parameters(), lr=learning_rate)

for layer in (by_loop, by_sgd):
    loss_function(layer(x), y).backward()

with torch.no_grad():
    for parameter in by_loop.parameters():
        parameter -= learning_rate * parameter.grad
optimizer.step()

print(torch.allclose(by_loop.weight, by_sgd.weight, atol=1e-7))
#> True
print(torch.allclose(by_loop.bias, by_sgd.bias, atol=1e-7))
#> True

# %% train_adam
model.load_state_dict(start)
optimizer = torch.optim.Adam(model.parameters(), lr=learning_rate)
losses_adam = []

for step in range(500):
    y_pred = model(x)
    loss = loss_function(y_pred, y)
    losses_adam.append(loss.item())
    if step % 100 == 99:
        print(step, f"{loss.item():.4e}")

    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
#~ 99 4.0207e+01
#~ 199 4.6816e-01
#~ 299 2.3572e-03
#~ 399 7.6153e-06
#~ 499 9.2104e-09

shown = losses_adam[99::100]
assert shown == sorted(shown, reverse=True)
assert 10 < shown[0] < 100 and shown[-1] < 1e-4

# %% adam_step
model.load_state_dict(start)
optimizer = torch.optim.Adam(model.parameters(), lr=learning_rate)
loss_function(model(x), y).backward()
steepest = model[0].weight.grad.abs().max().item()
optimizer.step()

moved = (model[0].weight - start["0.weight"]).abs().max().item()
print(f"{moved:.4e}", steepest > 10)
#> 1.0000e-04 True

# %% zero_grad
optimizer.zero_grad()
print(model[0].weight.grad)
#> None

loss_function(model(x), y).backward()
optimizer.zero_grad(set_to_none=False)
print(model[0].weight.grad.abs().max().item())
#> 0.0

# %% exercise_1
model.load_state_dict(start)
optimizer = torch.optim.Adam(model.parameters(), lr=learning_rate)
for _ in range(10):
    loss = loss_function(model(x), y)
    loss.backward()
    optimizer.zero_grad()
    optimizer.step()

print(torch.equal(model[0].weight, start["0.weight"]))
#> True

# %% exercise_2
results = []
for criterion, lr in ((loss_function, 1e-4), (mean_loss, 640 * 1e-4)):
    model.load_state_dict(start)
    optimizer = torch.optim.SGD(model.parameters(), lr=lr)
    for _ in range(10):
        optimizer.zero_grad()
        criterion(model(x), y).backward()
        optimizer.step()
    results.append(loss_function(model(x), y).item())

print(math.isclose(results[0], results[1], rel_tol=1e-3))
#> True
print(results[0] < losses_nn[0])
#> True

# %% numbers tags=["hidden"]
elements = y.numel()
limit_ratio = 100 * round(limit_nn / limit_raw / 100)
start_loss = round(losses_nn[0])
