"""Optimizers: the update by hand, and what momentum, AdamW, weight decay and schedules change."""

# %% network
import copy

import matplotlib.pyplot as plt
import torch
from torch import nn
from torchvision import datasets

data = datasets.FashionMNIST(root="data", train=True, download=True)
images, labels = data.data.flatten(1) / 255, data.targets

torch.manual_seed(0)
order = torch.randperm(len(labels))
valid, train = order[:600], order[600:3000]
net = nn.Sequential(nn.Linear(784, 64), nn.ReLU(), nn.Linear(64, 10))
loss_fn = nn.CrossEntropyLoss()
print(images[train].shape, images[valid].shape)
#> torch.Size([2400, 784]) torch.Size([600, 784])

# %% backward
start, twin = copy.deepcopy(net), copy.deepcopy(net)
batch = train[:64]
for model in (net, twin):
    loss = loss_fn(model(images[batch]), labels[batch])
    loss.backward()
print(f"{loss.item():.3f}")
#~ 2.289

# %% by_hand
learning_rate = 0.01
with torch.no_grad():
    for number, parameter in enumerate(net.parameters(), start=1):
        parameter.sub_(learning_rate * parameter.grad)
        print(number, list(parameter.shape))
#~ 1 [64, 784]
#~ 2 [64]
#~ 3 [10, 64]
#~ 4 [10]
print(f"{loss_fn(net(images[batch]), labels[batch]).item():.3f}")
#~ 2.278

# %% types
weight = next(net.parameters())
print(type(weight).__name__, type(weight.grad).__name__)
#> Parameter Tensor
print(weight is net[0].weight, torch.equal(weight.grad, twin[0].weight.grad))
#> True True

# %% leaf_in_place
net[0].bias.sub_(learning_rate * net[0].bias.grad)
#! RuntimeError: a leaf Variable that requires grad is being used in an in-place operation.

# %% data_hides
weight = torch.tensor(1.0, requires_grad=True)
square = weight**2
weight.data.mul_(10)
square.backward()
print(weight.grad)
#> tensor(20.)

# %% no_grad_tells
weight = torch.tensor(1.0, requires_grad=True)
square = weight**2
with torch.no_grad():
    weight.mul_(10)
square.backward()
#! RuntimeError: one of the variables needed for gradient computation has been modified by an inplace operation: [torch.FloatTensor []] is at version 1; expected version 0 instead. Hint: enable anomaly detection to find the operation that failed to compute its gradient, with torch.autograd.set_detect_anomaly(True, check_nan=False).

# %% sgd
optimizer = torch.optim.SGD(twin.parameters(), lr=learning_rate)
optimizer.step()
difference = (twin[0].weight - net[0].weight).abs().max().item()
print(f"largest difference {difference:.1e}")
#~ largest difference 3.7e-09

# %% optimizers
for algorithm in (torch.optim.SGD, torch.optim.RMSprop, torch.optim.AdamW):
    weight = torch.tensor(2.0, requires_grad=True)
    optimizer = algorithm([weight], lr=0.01, weight_decay=0.0)
    (weight**2).backward()  # ko: 기울기는 4 | en: the gradient is 4
    optimizer.step()
    print(f"{algorithm.__name__:8}{weight.item() - 2:.2f}")
#> SGD     -0.04
#> RMSprop -0.10
#> AdamW   -0.01

# %% optimizers_same tags=["hidden"]
for name in ("SGD", "RMSprop", "AdamW"):
    weight = torch.tensor(2.0, requires_grad=True)
    one = torch.optim.SGD([weight], lr=0.01)
    (weight**2).backward()
    one.step()
    print(f"{name:8}{weight.item() - 2:.2f}")
#> SGD     -0.04
#> RMSprop -0.04
#> AdamW   -0.04

# %% optimizers_rate tags=["hidden"]
for name in ("SGD", "RMSprop", "AdamW"):
    print(f"{name:8}{-0.01:.2f}")
#> SGD     -0.01
#> RMSprop -0.01
#> AdamW   -0.01

# %% optimizers_swapped tags=["hidden"]
for name, moved in (("SGD", -0.01), ("RMSprop", -0.04), ("AdamW", -0.04)):
    print(f"{name:8}{moved:.2f}")
#> SGD     -0.01
#> RMSprop -0.04
#> AdamW   -0.04

# %% loop
model = copy.deepcopy(start)
optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
for step in range(20):
    optimizer.zero_grad()
    loss = loss_fn(model(images[batch]), labels[batch])
    loss.backward()
    optimizer.step()
    if step % 5 == 4:
        print(f"step {step}: loss {loss.item():.3f}")
#~ step 4: loss 2.022
#~ step 9: loss 1.771
#~ step 14: loss 1.522
#~ step 19: loss 1.300

# %% valley
def walk(rate, momentum=0.0, limit=2000):
    at = torch.tensor([9.0, 1.0], requires_grad=True)
    optimizer = torch.optim.SGD([at], lr=rate, momentum=momentum)
    path = []
    while len(path) < limit:
        path.append(at.tolist())
        height = (at[0] ** 2 + 50 * at[1] ** 2) / 2
        if not 1e-3 < height < 1e6:
            break
        optimizer.zero_grad()
        height.backward()
        optimizer.step()
    return path, height.item()


for rate in (0.005, 0.01, 0.02, 0.03, 0.039, 0.05):
    for momentum in (0.0, 0.9):
        path, height = walk(rate, momentum)
        steps = len(path) - 1 if height <= 1e-3 else "never"
        print(f"rate {rate:5}, momentum {momentum}: {steps}")
#> rate 0.005, momentum 0.0: 1059
#> rate 0.005, momentum 0.9: 99
#> rate  0.01, momentum 0.0: 528
#> rate  0.01, momentum 0.9: 91
#> rate  0.02, momentum 0.0: 263
#> rate  0.02, momentum 0.9: 83
#> rate  0.03, momentum 0.0: 175
#> rate  0.03, momentum 0.9: 84
#> rate 0.039, momentum 0.0: 134
#> rate 0.039, momentum 0.9: 87
#> rate  0.05, momentum 0.0: never
#> rate  0.05, momentum 0.9: 90

# %% valley_picture
across, along = torch.meshgrid(
    torch.linspace(-4, 10, 141), torch.linspace(-2, 2, 81), indexing="xy"
)
heights = (across**2 + 50 * along**2) / 2
fig, axes = plt.subplots(2, 1, figsize=(6, 5), sharex=True, layout="constrained")
for ax, momentum in zip(axes, (0.0, 0.9)):
    ax.contour(across, along, heights, levels=[1, 5, 15, 40, 80], colors="0.7")
    ax.plot(*torch.tensor(walk(0.03, momentum)[0][:40]).T, "o-", markersize=4)
    ax.set_title(f"momentum {momentum}")
# alt-ko: 좁고 긴 골짜기의 등고선 위에 같은 학습률 0.03으로 간 40걸음. 모멘텀이 없으면 골짜기를
# alt-ko: 가로질러 오가다가 느리게 나아가고, 모멘텀이 있으면 빠르게 바닥을 지나쳤다가 돌아옵니다.
# alt-en: Forty steps at the same rate of 0.03 over the contour lines of a long, narrow valley.
# alt-en: Without momentum they zigzag across and then creep along; with momentum they run
# alt-en: along it fast, past the lowest point and back.

# %% trial
def trial(optimizer_class, seed=0, schedule=None, epochs=6, **options):
    torch.manual_seed(seed)
    model = nn.Sequential(nn.Linear(784, 64), nn.ReLU(), nn.Linear(64, 10))
    optimizer = optimizer_class(model.parameters(), **options)
    updates = epochs * (len(train) // 64)
    scheduler = schedule(optimizer, updates) if schedule else None
    for _ in range(epochs):
        shuffled = train[torch.randperm(len(train))]
        for batch in shuffled[: len(train) // 64 * 64].split(64):
            optimizer.zero_grad()
            loss_fn(model(images[batch]), labels[batch]).backward()
            optimizer.step()
            if scheduler:
                scheduler.step()
    with torch.inference_mode():
        losses = [loss_fn(model(images[part]), labels[part]) for part in (train, valid)]
    return [loss.item() for loss in losses]

# %% compare
SGD, AdamW = torch.optim.SGD, torch.optim.AdamW
choices = {
    "SGD": (SGD, {}, [0.03, 0.1, 0.3, 1.0]),
    "SGD, momentum 0.9": (SGD, {"momentum": 0.9}, [0.003, 0.01, 0.03, 0.1]),
    "AdamW": (AdamW, {}, [0.0003, 0.001, 0.003, 0.01, 0.03]),
}
results = {}
for name, (algorithm, options, rates) in choices.items():
    for rate in rates:
        runs = [trial(algorithm, seed, lr=rate, **options) for seed in range(3)]
        results[name, rate] = [valid_loss for _, valid_loss in runs]
        print(f"{name:18}{rate:7}", *(f"{loss:.2f}" for loss in results[name, rate]))
#~ SGD                  0.03 0.87 0.87 0.88
#~ SGD                   0.1 0.68 0.63 0.62
#~ SGD                   0.3 0.62 0.56 0.57
#~ SGD                   1.0 4.85 2.13 2.33
#~ SGD, momentum 0.9   0.003 0.88 0.90 0.91
#~ SGD, momentum 0.9    0.01 0.62 0.65 0.63
#~ SGD, momentum 0.9    0.03 0.52 0.55 0.58
#~ SGD, momentum 0.9     0.1 0.64 0.60 0.71
#~ AdamW              0.0003 0.79 0.80 0.79
#~ AdamW               0.001 0.57 0.60 0.59
#~ AdamW               0.003 0.49 0.52 0.51
#~ AdamW                0.01 0.49 0.55 0.52
#~ AdamW                0.03 0.67 0.61 0.63

# %% compare_picture
fig, ax = plt.subplots(layout="constrained")
for (name, (_, _, rates)), style in zip(choices.items(), ("o-", "s--", "^:")):
    means = [sum(results[name, rate]) / 3 for rate in rates]
    ax.plot(rates, means, style, label=name)
ax.set(xlabel="learning rate", ylabel="validation loss", xscale="log", ylim=(0.5, 1.2))
_ = ax.legend()
# alt-ko: 학습률에 따른 검증 손실의 평균을 옵티마이저마다 그린 곡선 셋. 골의 깊이는 비슷하지만
# alt-ko: 왼쪽부터 AdamW, 모멘텀을 쓴 SGD, SGD의 차례로 놓여 있고 AdamW의 골이 가장 넓습니다.
# alt-en: Mean validation loss over the learning rate, one curve for each optimizer. The dips
# alt-en: are about equally deep; from left to right come AdamW, SGD with momentum and SGD,
# alt-en: and that of AdamW is the widest.

# %% decay
for algorithm in (torch.optim.SGD, torch.optim.Adam, torch.optim.AdamW):
    weight = torch.tensor(2.0, requires_grad=True)
    optimizer = algorithm([weight], lr=0.01, weight_decay=0.1)
    (0 * weight).backward()  # ko: 기울기는 0 | en: the gradient is 0
    optimizer.step()
    print(f"{algorithm.__name__:6}{weight.item() - 2:.3f}")
#> SGD   -0.002
#> Adam  -0.010
#> AdamW -0.002

# %% decay_none tags=["hidden"]
for name in ("SGD", "Adam", "AdamW"):
    print(f"{name:6}{0:.3f}")
#> SGD   0.000
#> Adam  0.000
#> AdamW 0.000

# %% decay_all tags=["hidden"]
for name in ("SGD", "Adam", "AdamW"):
    print(f"{name:6}{-0.01 * 0.1 * 2.0:.3f}")
#> SGD   -0.002
#> Adam  -0.002
#> AdamW -0.002

# %% decay_no_rate tags=["hidden"]
for name in ("SGD", "Adam", "AdamW"):
    print(f"{name:6}{-0.1 * 2.0:.3f}")
#> SGD   -0.200
#> Adam  -0.200
#> AdamW -0.200

# %% decay_trained
for decay in (0.0, 0.1, 1.0, 10.0):
    runs = [trial(AdamW, seed, lr=0.003, weight_decay=decay) for seed in range(3)]
    for place, part in enumerate(("train", "valid")):
        print(f"{decay:4} {part}", *(f"{losses[place]:.2f}" for losses in runs))
#~  0.0 train 0.41 0.42 0.40
#~  0.0 valid 0.50 0.52 0.51
#~  0.1 train 0.42 0.42 0.41
#~  0.1 valid 0.51 0.53 0.52
#~  1.0 train 0.50 0.48 0.48
#~  1.0 valid 0.55 0.57 0.54
#~ 10.0 train 0.97 0.96 0.96
#~ 10.0 valid 1.01 1.00 0.99

# %% schedule
def one_cycle(optimizer, updates):
    highest = optimizer.param_groups[0]["lr"]
    return torch.optim.lr_scheduler.OneCycleLR(optimizer, highest, total_steps=updates)


optimizer = AdamW(net.parameters(), lr=0.01)
scheduler = one_cycle(optimizer, 100)
rates = []
for _ in range(100):
    rates.append(scheduler.get_last_lr()[0])
    optimizer.step()
    scheduler.step()

fig, ax = plt.subplots(figsize=(6, 2.6), layout="constrained")
ax.plot(rates)
_ = ax.set(xlabel="update", ylabel="learning rate")
highest = max(rates)
# alt-ko: 갱신 100번 동안의 학습률. 낮은 값에서 {highest:.2f}까지 올라갔다가 0 가까이까지
# alt-ko: 부드럽게 내려갑니다.
# alt-en: The learning rate over 100 updates: from a low value up to {highest:.2f}, then
# alt-en: smoothly down to almost 0.

# %% schedule_trained
for rate in (0.001, 0.003, 0.01, 0.03):
    runs = [trial(AdamW, seed, one_cycle, lr=rate) for seed in range(3)]
    print(f"{rate:5} constant ", *(f"{loss:.2f}" for loss in results["AdamW", rate]))
    print(f"{rate:5} one cycle", *(f"{valid_loss:.2f}" for _, valid_loss in runs))
#~ 0.001 constant  0.57 0.60 0.59
#~ 0.001 one cycle 0.68 0.67 0.66
#~ 0.003 constant  0.49 0.52 0.51
#~ 0.003 one cycle 0.53 0.54 0.52
#~  0.01 constant  0.49 0.55 0.52
#~  0.01 one cycle 0.47 0.48 0.48
#~  0.03 constant  0.67 0.61 0.63
#~  0.03 one cycle 0.47 0.49 0.46

# %% exercise_3
torch.manual_seed(0)
model = copy.deepcopy(start)
optimizer = AdamW(model.parameters(), lr=0.003)
scheduler = one_cycle(optimizer, 6)
for epoch in range(6):
    for batch in train.split(64):
        optimizer.zero_grad()
        loss_fn(model(images[batch]), labels[batch]).backward()
        optimizer.step()
    rate = optimizer.param_groups[0]["lr"]
    print(f"epoch {epoch}: learning rate {rate:.6f}")
#> epoch 0: learning rate 0.000120
#> epoch 1: learning rate 0.000120
#> epoch 2: learning rate 0.000120
#> epoch 3: learning rate 0.000120
#> epoch 4: learning rate 0.000120
#> epoch 5: learning rate 0.000120

# %% exercise_1
weight = torch.tensor(1.0, requires_grad=True)
optimizer = torch.optim.SGD([weight], lr=0.1, momentum=0.9)
for _ in range(3):
    optimizer.zero_grad()
    (3 * weight).backward()  # ko: 기울기는 늘 3 | en: the gradient is always 3
    before = weight.item()
    optimizer.step()
    print(f"{weight.item() - before:.3f}")
#> -0.300
#> -0.570
#> -0.813

# %% exercise_2
by_torch = torch.tensor(1.0, requires_grad=True)
mine = torch.tensor(1.0, requires_grad=True)
optimizer = torch.optim.SGD([by_torch], lr=0.1, momentum=0.9)
velocity = torch.tensor(0.0)
for _ in range(3):
    optimizer.zero_grad()
    (by_torch**2).backward()
    optimizer.step()

    mine.grad = None
    (mine**2).backward()
    with torch.no_grad():
        velocity = 0.9 * velocity + mine.grad
        mine -= 0.1 * velocity
    print(f"{by_torch.item():.4f} {mine.item():.4f}")
#> 0.8000 0.8000
#> 0.4600 0.4600
#> 0.0620 0.0620

# %% exercise_3_right
optimizer = AdamW(copy.deepcopy(start).parameters(), lr=0.003)
scheduler = one_cycle(optimizer, 6)
for epoch in range(6):
    optimizer.step()
    print(f"epoch {epoch}: learning rate {optimizer.param_groups[0]['lr']:.6f}")
    scheduler.step()
#> epoch 0: learning rate 0.000120
#> epoch 1: learning rate 0.002983
#> epoch 2: learning rate 0.002435
#> epoch 3: learning rate 0.001388
#> epoch 4: learning rate 0.000400
#> epoch 5: learning rate 0.000000
