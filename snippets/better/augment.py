"""Augmentation, a learning-rate schedule and AdamW, each against its control; the test set once."""

# %% flip
import torch


def flip_some(x):
    # ko: 이미지마다 동전을 던져 좌우를 뒤집습니다.
    # en: A coin for each image decides whether it is mirrored.
    chosen = torch.rand(len(x), 1, 1, 1) < 0.5
    return torch.where(chosen, x.flip(3), x)


# %% count
torch.manual_seed(1)
batch = torch.zeros(6, 1, 2, 2)
batch[:, :, :, 0] = 1
flipped = flip_some(batch)[:, 0, 0, 1]
print("mirrored:", flipped.int().tolist())
#> mirrored: [0, 1, 1, 0, 1, 0]

# %% count_whole tags=["hidden"]
print("mirrored:", [1, 1, 1, 1, 1, 1])
#> mirrored: [1, 1, 1, 1, 1, 1]

# %% count_down tags=["hidden"]
upside = torch.where(flipped[:, None, None, None] > 0, batch.flip(2), batch)[:, 0, 0, 1]
print("mirrored:", upside.int().tolist())
#> mirrored: [0, 0, 0, 0, 0, 0]

# %% one_call
from torchvision.transforms import v2

torch.manual_seed(0)
mirror = v2.RandomHorizontalFlip(p=0.5)
for _ in range(3):
    print(mirror(batch)[:, 0, 0, 1].int().tolist())
#> [1, 1, 1, 1, 1, 1]
#> [0, 0, 0, 0, 0, 0]
#> [1, 1, 1, 1, 1, 1]

# %% data
import matplotlib.pyplot as plt
import torch.nn.functional as F
from torch import nn
from torchvision import datasets

clothes = datasets.FashionMNIST(root="data", train=True, download=True)
images, labels = clothes.data.unsqueeze(1), clothes.targets
order = torch.randperm(len(images), generator=torch.Generator().manual_seed(0))
train_part, valid_part = order[:2000], order[2000:3000]
train_x, train_y = F.avg_pool2d(images[train_part] / 255, 2), labels[train_part]
valid_x, valid_y = F.avg_pool2d(images[valid_part] / 255, 2), labels[valid_part]

# %% picture
torch.manual_seed(0)
some = train_x[:6]
rows = [some, flip_some(some), flip_some(some)]
mosaic = torch.cat([torch.cat(list(row[:, 0]), dim=1) for row in rows])
fig, ax = plt.subplots(figsize=(6.4, 3.3), layout="constrained")
ax.imshow(mosaic.numpy(), cmap="gray", interpolation="none")
ax.set_yticks([7, 21, 35], ["original", "draw 1", "draw 2"])
_ = ax.set_xticks([])
# alt-ko: 옷 사진 6장이 세 줄. 첫 줄은 원래 사진, 둘째와 셋째 줄은 그중 몇 장이 좌우로
# alt-ko: 뒤집힌 사진이며, 어느 사진이 뒤집히는지는 줄마다 다릅니다.
# alt-en: Six photographs of clothes in three rows: first as they are, then twice with some
# alt-en: of them mirrored, other ones each time.


# %% model
def make_model(norm=True):
    def block(inputs, outputs):
        layers = [nn.Conv2d(inputs, outputs, kernel_size=3, stride=2, padding=1)]
        return [*layers, *([nn.BatchNorm2d(outputs)] if norm else []), nn.ReLU()]

    return nn.Sequential(
        *block(1, 16),
        *block(16, 32),
        nn.Flatten(),
        nn.Linear(32 * 4 * 4, 64),
        nn.ReLU(),
        nn.Linear(64, 10),
    )


def measure(model, x, y):
    model.eval()
    with torch.no_grad():
        logits = model(x)
    accuracy = (logits.argmax(dim=1) == y).float().mean().item()
    return F.cross_entropy(logits, y).item(), accuracy


# %% train
EPOCHS, BATCH = 12, 50


def train(
    seed,
    lr=0.003,
    augment=None,
    schedule=False,
    decay=0.0,
    kind=torch.optim.AdamW,
    norm=True,
):
    torch.manual_seed(seed)
    model = make_model(norm)
    optimizer = kind(model.parameters(), lr=lr, weight_decay=decay)
    steps = EPOCHS * len(train_x.split(BATCH))
    if schedule:
        plan = torch.optim.lr_scheduler.OneCycleLR(optimizer, lr, total_steps=steps)
    for _ in range(EPOCHS):
        model.train()
        for batch in torch.randperm(len(train_x)).split(BATCH):
            x = augment(train_x[batch]) if augment else train_x[batch]
            loss = F.cross_entropy(model(x), train_y[batch])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            if schedule:
                plan.step()
    return model


def validate(**settings):
    models = [train(seed, **settings) for seed in range(3)]
    results = torch.tensor([measure(model, valid_x, valid_y) for model in models])
    loss, accuracy = results.mean(dim=0).tolist()
    print(f"loss {loss:.2f}, accuracy {accuracy:.3f}")
    return models, results


# %% before tags=["hidden"]
_, plain = validate(norm=False)
#~ loss 0.55, accuracy 0.804

# %% augmented
_, normed = validate()
#~ loss 0.65, accuracy 0.821
_, flipped = validate(augment=flip_some)
#~ loss 0.53, accuracy 0.824

# %% schedule
weight = nn.Parameter(torch.zeros(1))
optimizer = torch.optim.AdamW([weight], lr=0.01)
plan = torch.optim.lr_scheduler.OneCycleLR(optimizer, max_lr=0.01, total_steps=480)
rates = []
for _ in range(480):
    rates.append(optimizer.param_groups[0]["lr"])
    optimizer.step()
    plan.step()
print(f"first {rates[0]:.4f}, highest {max(rates):.4f}, last {rates[-1]:.0e}")
#> first 0.0004, highest 0.0100, last 4e-08

# %% rates
fig, ax = plt.subplots(figsize=(6.4, 2.6), layout="constrained")
ax.plot(rates)
ax.axhline(0.003, linestyle="--", color="C1")
_ = ax.set(xlabel="update", ylabel="learning rate")
# alt-ko: 학습률이 {rates[0]:.4f}에서 시작해 갱신의 3분의 1쯤에서 0.01까지 오른 뒤 끝에서는 거의
# alt-ko: 0으로 내려가는 곡선. 점선은 일정한 학습률 0.003입니다.
# alt-en: The learning rate climbs from {rates[0]:.4f} to 0.01 in about a third of the updates and
# alt-en: falls to almost 0 at the end. The dashed line is the constant rate of 0.003.

# %% scheduled
_, constant = validate(lr=0.01)
#~ loss 0.80, accuracy 0.810
models, scheduled = validate(lr=0.01, schedule=True)
#~ loss 0.59, accuracy 0.831

# %% again
_, both = validate(lr=0.01, schedule=True, augment=flip_some)
#~ loss 0.50, accuracy 0.837

# %% decayed
_, decayed = validate(lr=0.01, schedule=True, decay=0.1)
#~ loss 0.52, accuracy 0.833
_, coupled = validate(lr=0.01, schedule=True, decay=0.1, kind=torch.optim.Adam)
#~ loss 0.79, accuracy 0.758


# %% numbers tags=["hidden"]
def wins(new, old, column=1):
    better = new[:, column] > old[:, column] if column else new[:, 0] < old[:, 0]
    return better.sum().item()


plain_percent, norm_percent, flip_percent, constant_percent, cycle_percent = (
    100 * one[:, 1].mean().item()
    for one in (plain, normed, flipped, constant, scheduled)
)
both_percent, decay_percent, coupled_percent = (
    100 * one[:, 1].mean().item() for one in (both, decayed, coupled)
)
norm_loss, flip_loss = normed[:, 0].mean().item(), flipped[:, 0].mean().item()
cycle_loss, both_loss = scheduled[:, 0].mean().item(), both[:, 0].mean().item()
flip_wins, flip_loss_wins = wins(flipped, normed), wins(flipped, normed, 0)
cycle_wins, cycle_rate_wins = wins(scheduled, normed), wins(scheduled, constant)
both_wins, both_loss_wins = wins(both, scheduled), wins(both, scheduled, 0)
decay_wins = wins(decayed, scheduled)

# %% ladder
steps = {
    "plain": plain,
    "batch norm": normed,
    "flip": flipped,
    "one cycle": scheduled,
    "one cycle, flip": both,
    "one cycle, decay": decayed,
}
fig, ax = plt.subplots(figsize=(6.4, 3.4), layout="constrained")
for row, results in enumerate(steps.values()):
    accuracies = results[:, 1]
    ax.plot(accuracies, [row] * 3, "o", color="C0", alpha=0.6)
    ax.plot(accuracies.mean(), row, "|", color="C1", markersize=22, markeredgewidth=3)
ax.set_yticks(range(len(steps)), steps)
_ = ax.set(xlabel="validation accuracy", ylim=(len(steps) - 0.5, -0.5))
# alt-ko: 여섯 줄의 점 그림. 시드마다 점 하나이고 세로 막대가 평균입니다. 위에서부터 평균이
# alt-ko: {plain_percent:.1f}%, {norm_percent:.1f}%, {flip_percent:.1f}%, {cycle_percent:.1f}%,
# alt-ko: {both_percent:.1f}%, {decay_percent:.1f}%입니다.
# alt-en: Six rows of dots, one dot a seed, with a bar at the mean. From the top the means are
# alt-en: {plain_percent:.1f}, {norm_percent:.1f}, {flip_percent:.1f}, {cycle_percent:.1f},
# alt-en: {both_percent:.1f} and {decay_percent:.1f} per cent.

# %% test
exam = datasets.FashionMNIST(root="data", train=False, download=True)
test_x = F.avg_pool2d(exam.data.unsqueeze(1) / 255, 2)
tests = [measure(model, test_x, exam.targets)[1] for model in models]
print(f"test accuracy {sum(tests) / len(tests):.3f}")
#~ test accuracy 0.852

# %% test_numbers tags=["hidden"]
test_percent = 100 * sum(tests) / len(tests)

# %% exercise_1
torch.manual_seed(0)
upside_down = v2.RandomVerticalFlip(p=1.0)
print(torch.equal(upside_down(batch), batch.flip(2)))
#> True


# %% exercise_2
def shift_some(x):
    count, size = len(x), x.shape[-1]
    windows = F.pad(x, (1, 1, 1, 1)).unfold(2, size, 1).unfold(3, size, 1)
    down, across = torch.randint(3, (2, count))
    return windows[torch.arange(count), :, down, across]


_, shifted = validate(augment=shift_some, lr=0.01, schedule=True)
#~ loss 0.50, accuracy 0.823

# %% exercise_3
torch.manual_seed(0)
layer = nn.Linear(1, 1)
optimizer = torch.optim.AdamW(layer.parameters(), lr=0.01)
plan = torch.optim.lr_scheduler.OneCycleLR(optimizer, max_lr=0.01, total_steps=480)
for _ in range(12):
    for _ in range(40):
        loss = layer(torch.ones(1, 1)).sum()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    plan.step()
print(f"last rate {optimizer.param_groups[0]['lr']:.5f}")
#> last rate 0.00057
