"""Gradient descent by hand: the update, the rate, what is not recorded and what is cleared."""

# %% style tags=["hidden"]
import matplotlib.pyplot as plt

plt.rc("font", size=13)

# %% data
import torch

torch.manual_seed(0)
x = torch.linspace(-3, 3, 100).unsqueeze(1)
y = torch.sin(x) + 0.1 * torch.randn_like(x)
held_out = torch.arange(100) % 5 == 2
x_train, y_train = x[~held_out], y[~held_out]
x_test, y_test = x[held_out], y[held_out]


# %% start
def uniform(shape, limit):
    return torch.empty(shape).uniform_(-limit, limit).requires_grad_()


def make_parameters(seed=0):
    torch.manual_seed(seed)
    w1, b1 = uniform((1, 32), 1.0), uniform(32, 1.0)
    w2, b2 = uniform((32, 1), 32**-0.5), uniform(1, 32**-0.5)
    return w1, b1, w2, b2


def predict(x, w1, b1, w2, b2):
    return torch.relu(x @ w1 + b1) @ w2 + b2


parameters = make_parameters()
loss = (predict(x_train, *parameters) - y_train).square().mean()
print(f"{loss.item():.4f}")
#> 0.8889

# %% leaf_rule
loss.backward()
learning_rate = 0.05
w1 = parameters[0]
w1 -= learning_rate * w1.grad
#! RuntimeError: a leaf Variable that requires grad is being used in an in-place operation.

# %% no_grad
weight = torch.tensor(3.0, requires_grad=True)
with torch.no_grad():
    doubled = 2 * weight
print(weight.requires_grad, doubled.requires_grad)
#> True False

# %% update
with torch.no_grad():
    for parameter in parameters:
        parameter -= learning_rate * parameter.grad
new_loss = (predict(x_train, *parameters) - y_train).square().mean()
print(f"{loss.item():.4f} -> {new_loss.item():.4f}")
#> 0.8889 -> 0.2281

# %% rebind_in_place tags=["hidden"]
w_in_place = torch.tensor(3.0, requires_grad=True)
w_in_place.square().backward()
with torch.no_grad():
    w_in_place -= 0.1 * w_in_place.grad
print(w_in_place)
#> tensor(2.4000, requires_grad=True)

# %% rebind_unmoved tags=["hidden"]
w_unmoved = torch.tensor(3.0, requires_grad=True)
w_unmoved.square().backward()
print(w_unmoved)
#> tensor(3., requires_grad=True)

# %% rebind_recorded tags=["hidden"]
w_recorded = torch.tensor(3.0, requires_grad=True)
w_recorded.square().backward()
w_recorded = w_recorded - 0.1 * w_recorded.grad
print(w_recorded)
#> tensor(2.4000, grad_fn=<SubBackward0>)

# %% rebind
w = torch.tensor(3.0, requires_grad=True)
w.square().backward()
with torch.no_grad():
    w = w - 0.1 * w.grad
print(w)
#> tensor(2.4000)

# %% one_step
prediction = predict(x_train, *parameters)
loss = (prediction - y_train).square().mean()
loss.backward()
with torch.no_grad():
    for parameter in parameters:
        parameter -= learning_rate * parameter.grad
for parameter in parameters:
    parameter.grad = None


# %% train
def train(parameters, learning_rate, steps, clear=True):
    losses = []
    for _ in range(steps):
        loss = (predict(x_train, *parameters) - y_train).square().mean()
        losses.append(loss.item())
        loss.backward()
        with torch.no_grad():
            for parameter in parameters:
                parameter -= learning_rate * parameter.grad
                if clear:
                    parameter.grad.zero_()
    return losses


parameters = make_parameters()
losses = train(parameters, learning_rate=0.05, steps=2000)
for step in (1, 10, 100, 1000, 2000):
    print(f"step {step:4}: loss {losses[step - 1]:.4f}")
#> step    1: loss 0.8889
#> step   10: loss 0.1562
#> step  100: loss 0.0287
#> step 1000: loss 0.0105
#> step 2000: loss 0.0097

# %% fit
with torch.no_grad():
    before, after = predict(x, *make_parameters()), predict(x, *parameters)
_, axes = plt.subplots(figsize=(4.8, 3.2), layout="constrained")
axes.scatter(x_train, y_train, s=14, alpha=0.5)
axes.plot(x, before, "C1--", label="before")
axes.plot(x, after, "C2-", linewidth=3, label="after")
axes.set(xlabel="x", ylabel="y")
axes.legend()
# alt-ko: 점들 위에 곡선 두 개. 학습 전의 점선은 점들을 거의 따르지 않고, 학습한
# alt-ko: 뒤의 실선은 사인 모양의 점들을 따라갑니다.
# alt-en: Two curves over the points. The dashed one, before training, hardly
# alt-en: follows them; the solid one, after it, follows their sine shape.

# %% not_cleared
never = train(make_parameters(), learning_rate=0.05, steps=200, clear=False)
for step in (1, 3, 10, 30, 100, 200):
    print(f"step {step:3}: cleared {losses[step - 1]:.4f}, never {never[step - 1]:.4f}")
#> step   1: cleared 0.8889, never 0.8889
#> step   3: cleared 0.1876, never 0.5577
#> step  10: cleared 0.1562, never 0.1192
#> step  30: cleared 0.0973, never 0.2410
#> step 100: cleared 0.0287, never 0.1223
#> step 200: cleared 0.0183, never 0.0823

_, axes = plt.subplots(figsize=(4.8, 3.2), layout="constrained")
axes.plot(range(1, 201), losses[:200], "C0-", label="cleared")
axes.plot(range(1, 201), never, "C1--", label="never cleared")
axes.set(xlabel="step", ylabel="loss", yscale="log")
axes.legend()
# alt-ko: 손실 곡선 두 개를 로그 눈금으로 그렸습니다. 기울기를 비운 쪽은 고르게
# alt-ko: 내려가고, 비우지 않은 쪽은 오르내릴 뿐 그만큼 내려가지 못합니다.
# alt-en: Two loss curves on a log scale. With clearing it falls evenly; without,
# alt-en: it swings up and down and does not come down as far.

# %% learning_rate
def descend(learning_rate, steps, start=5.0):
    weight = torch.tensor(start, requires_grad=True)
    path = [start]
    for _ in range(steps):
        bowl = 0.1 * weight.square()
        bowl.backward()
        with torch.no_grad():
            weight -= learning_rate * weight.grad
            weight.grad.zero_()
        path.append(weight.item())
    return path


RATES = (0.1, 4.0, 9.0, 11.0)
for rate in RATES:
    print(f"rate {rate:4}: {descend(rate, steps=10)[-1]:.3f}")
#> rate  0.1: 4.085
#> rate  4.0: 0.000
#> rate  9.0: 0.537
#> rate 11.0: 30.959

# %% paths tags=["hidden"]
rates = list(RATES)
ends = [round(descend(rate, steps=10)[-1], 1) for rate in RATES]

# %% four_rates tags=["frames"]
for rate in RATES:
    path = torch.tensor(descend(rate, steps=10))
    _, axes = plt.subplots(figsize=(4.8, 3.4), layout="constrained")
    line = torch.linspace(-32, 32, 200)
    axes.plot(line, 0.1 * line.square(), color="C5")
    axes.plot(path, 0.1 * path.square(), "C1o-", markersize=6)
    axes.plot(path[0], 0.1 * path[0].square(), "C0s", markersize=10)
    axes.set(xlabel="w", ylabel="loss", title=f"rate {rate}")
    axes.set(xlim=(-8, 8) if rate < 10 else (-32, 32))
    axes.set(ylim=(-0.3, 6.5) if rate < 10 else (-4, 100))
# alt-ko: 학습률 {rates[*]}로 그릇 모양의 손실 위를 내려가는 열 걸음. 네모로 표시한
# alt-ko: 5에서 출발해 {ends[*]}에 이릅니다.
# alt-en: Ten steps down a bowl-shaped loss at rate {rates[*]}. They start at 5,
# alt-en: marked by a square, and end at {ends[*]}.

# %% same_factor
for start in (5e6, 5.0, 5e-6):
    factors = [descend(rate, 10, start)[-1] / start for rate in RATES]
    print(f"{start:9.0e}", [f"{factor:.3f}" for factor in factors])
#>     5e+06 ['0.817', '0.000', '0.107', '6.192']
#>     5e+00 ['0.817', '0.000', '0.107', '6.192']
#>     5e-06 ['0.817', '0.000', '0.107', '6.192']

# %% curve_rates
curves = {}
for rate in (0.0005, 0.05, 0.2):
    curves[rate] = train(make_parameters(), rate, steps=1000)
    shown = [curves[rate][step - 1] for step in (1, 10, 100, 1000)]
    print(f"rate {rate:6}:", [f"{loss:.2g}" for loss in shown])
#~ rate 0.0005: ['0.89', '0.8', '0.34', '0.15']
#~ rate   0.05: ['0.89', '0.16', '0.029', '0.011']
#~ rate    0.2: ['0.89', '4.2e+21', 'nan', 'nan']

_, axes = plt.subplots(figsize=(4.8, 3.4), layout="constrained")
for (rate, curve), style in zip(curves.items(), ("C0--", "C2-", "C1:")):
    axes.plot(range(1, 1001), curve, style, linewidth=2.5, label=f"rate {rate}")
axes.set(xlabel="step", ylabel="loss", xscale="log", yscale="log", ylim=(0.005, 50))
axes.legend()
# alt-ko: 학습률 세 개의 손실 곡선. 너무 작으면 천천히 내려가고, 알맞으면 훨씬
# alt-ko: 아래까지 내려가며, 너무 크면 처음 몇 걸음에 위로 튀어 그림을 벗어납니다.
# alt-en: Loss curves at three learning rates. Too small, it falls slowly; right,
# alt-en: it falls much lower; too large, it shoots up and out of the picture.

# %% predict_only
tracked = predict(x_test, *parameters)
with torch.no_grad():
    untracked = predict(x_test, *parameters)
print(tracked.requires_grad, untracked.requires_grad)
#> True False
print((tracked - untracked).abs().max().item())
#> 0.0

# %% detach
detached = tracked.detach()
print(detached.requires_grad, detached.is_leaf, tracked.requires_grad)
#> False True True
print(detached.data_ptr() == tracked.data_ptr())
#> True

# %% no_way_back
untracked.sum().backward()
#! RuntimeError: element 0 of tensors does not require grad and does not have a grad_fn

# %% exercise_3
parameters = make_parameters()
loss = (predict(x_train, *parameters) - y_train).square().mean()
for _ in range(100):
    loss.backward()
    with torch.no_grad():
        for parameter in parameters:
            parameter -= 0.05 * parameter.grad
            parameter.grad.zero_()
#! RuntimeError: Trying to backward through the graph a second time …

# %% exercise_1
for rate in (9.9, 10.0, 10.1):
    print(f"rate {rate}: {descend(rate, steps=100)[-1]:.2f}")
#> rate 9.9: 0.66
#> rate 10.0: 5.00
#> rate 10.1: 36.22

# %% exercise_2
for rate in (0.01, 0.005):
    a, b, c = (torch.tensor(0.0, requires_grad=True) for _ in range(3))
    for _ in range(2000):
        loss = (a + b * x_train + c * x_train**3 - y_train).square().mean()
        loss.backward()
        with torch.no_grad():
            for parameter in (a, b, c):
                parameter -= rate * parameter.grad
                parameter.grad.zero_()
    print(rate, f"{a.item():.2f} {b.item():.2f} {c.item():.3f}, loss {loss.item():.4f}")
#> 0.01 nan nan nan, loss nan
#> 0.005 0.01 0.85 -0.094, loss 0.0144

# %% numbers tags=["hidden"]
first_loss, last_loss = losses[0], losses[-1]
assert abs(first_loss - 0.8889) < 1e-4 and last_loss < 0.012
assert curves[0.0005][-1] > 10 * curves[0.05][-1]
