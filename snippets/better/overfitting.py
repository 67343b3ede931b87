"""Overfitting, seen as curves: early stopping and the best checkpoint."""

# %% data
import copy

import matplotlib.pyplot as plt
import torch
import torch.nn.functional as F
from torch import nn
from torchvision import datasets

clothes = datasets.FashionMNIST(root="data", train=True, download=True)
images, labels = clothes.data.unsqueeze(1), clothes.targets

generator = torch.Generator().manual_seed(0)
order = torch.randperm(len(images), generator=generator)
train_part, valid_part = order[:2000], order[2000:3000]
# ko: 2×2 픽셀의 평균으로 줄여서, 학습 한 번에 몇 초면 됩니다.
# en: Means of 2×2 pixels: smaller images, so that a training takes seconds.
train_x, train_y = F.avg_pool2d(images[train_part] / 255, 2), labels[train_part]
valid_x, valid_y = F.avg_pool2d(images[valid_part] / 255, 2), labels[valid_part]
print(train_x.shape, valid_x.shape)
#> torch.Size([2000, 1, 14, 14]) torch.Size([1000, 1, 14, 14])


# %% model
def make_model():
    return nn.Sequential(
        nn.Conv2d(1, 16, kernel_size=3, stride=2, padding=1),
        nn.ReLU(),
        nn.Conv2d(16, 32, kernel_size=3, stride=2, padding=1),
        nn.ReLU(),
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
def train(seed, epochs, photos):
    torch.manual_seed(seed)
    model = make_model()
    optimizer = torch.optim.Adam(model.parameters(), lr=0.003)
    history, lowest, best_state = [], float("inf"), None
    for _ in range(epochs):
        model.train()
        for batch in torch.randperm(photos).split(50):
            loss = F.cross_entropy(model(train_x[batch]), train_y[batch])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
        train_loss, train_accuracy = measure(model, train_x[:photos], train_y[:photos])
        valid_loss, valid_accuracy = measure(model, valid_x, valid_y)
        history.append((train_loss, valid_loss, train_accuracy, valid_accuracy))
        if valid_loss < lowest:
            #* ko: 가장 좋은 가중치의 복사본을 따로 둡니다.
            #* en: A copy of the best weights so far, kept aside.
            lowest, best_state = valid_loss, copy.deepcopy(model.state_dict())
    return history, best_state


# %% run
epochs = 48
runs = [train(seed, epochs, photos=500) for seed in range(3)]
histories = torch.tensor([history for history, _ in runs])
mean = histories.mean(dim=0)
for epoch in (1, 6, 12, 24, 36, 48):
    train_loss, valid_loss = mean[epoch - 1, :2].tolist()
    print(f"epoch {epoch:2}: training {train_loss:.2f}, validation {valid_loss:.2f}")
#~ epoch  1: training 2.02, validation 2.05
#~ epoch  6: training 0.67, validation 0.84
#~ epoch 12: training 0.45, validation 0.77
#~ epoch 24: training 0.27, validation 0.80
#~ epoch 36: training 0.16, validation 0.81
#~ epoch 48: training 0.12, validation 0.97


# %% turn tags=["hidden"]
turn = mean[:, 1].argmin().item() + 1
low_loss, end_loss = mean[turn - 1, 1].item(), mean[-1, 1].item()
end_train_loss = mean[-1, 0].item()
turn_accuracy, end_accuracy = mean[turn - 1, 3].item(), mean[-1, 3].item()
end_train_accuracy = mean[-1, 2].item()
end_train_percent, end_percent = 100 * end_train_accuracy, 100 * end_accuracy
turn_percent = 100 * turn_accuracy
last_mean = end_accuracy
picked = histories[:, :, 1].argmin(dim=1)
best_mean = histories[:, :, 3][torch.arange(3), picked].mean().item()
last_percent, best_percent = 100 * last_mean, 100 * best_mean
assert 4 < turn < 30
assert end_loss > low_loss + 0.05
assert end_train_loss < 0.5 * low_loss

# %% curves
fig, (left, right) = plt.subplots(1, 2, figsize=(6.4, 3.2), layout="constrained")
steps = range(1, epochs + 1)
for ax, first in ((left, 0), (right, 2)):
    for history in histories:
        ax.plot(steps, history[:, first], color="C0", alpha=0.3, linestyle="--")
        ax.plot(steps, history[:, first + 1], color="C1", alpha=0.3)
    ax.plot(steps, mean[:, first], color="C0", linestyle="--", label="training")
    ax.plot(steps, mean[:, first + 1], color="C1", label="validation")
    ax.set_xlabel("epoch")
left.set(ylabel="loss", ylim=(0, 1.4))
right.set(ylabel="accuracy", ylim=(0.5, 1.01))
left.axvline(turn, color="C5", linewidth=1, linestyle=":")
_ = left.legend()
# alt-ko: 왼쪽은 손실, 오른쪽은 정확도. 점선인 학습 손실은 {end_train_loss:.2f}까지
# alt-ko: 내려가지만, 실선인 검증 손실은 {turn}번째 에폭의 {low_loss:.2f}을 바닥으로 다시 올라
# alt-ko: {end_loss:.2f}이 됩니다. 학습 정확도는 {end_train_accuracy:.0%}, 검증 정확도는
# alt-ko: {end_accuracy:.0%}에서 끝납니다.
# alt-en: Loss on the left, accuracy on the right. The dashed training loss falls to
# alt-en: {end_train_loss:.2f}; the solid validation loss has its lowest point, {low_loss:.2f},
# alt-en: at epoch {turn} and climbs back to {end_loss:.2f}. Training accuracy ends at
# alt-en: {end_train_accuracy:.0%}, validation accuracy at {end_accuracy:.0%}.



# %% patience
def stop_epoch(losses, patience):
    lowest, waited = float("inf"), 0
    for epoch, loss in enumerate(losses, start=1):
        waited = 0 if loss < lowest else waited + 1
        lowest = min(lowest, loss)
        if waited == patience:
            break
    return epoch


# %% stop
losses = [0.9, 0.7, 0.8, 0.6, 0.65, 0.7, 0.5]
print("stops after epoch", stop_epoch(losses, patience=2))
#> stops after epoch 6

# %% stop_first_rise tags=["hidden"]
print("stops after epoch", stop_epoch(losses, patience=1))
#> stops after epoch 3

# %% stop_total tags=["hidden"]
rises = [epoch for epoch in range(2, 8) if losses[epoch - 1] > min(losses[: epoch - 1])]
print("stops after epoch", rises[1])
#> stops after epoch 5

# %% stop_lowest tags=["hidden"]
print("stops after epoch", losses.index(min(losses)) + 1)
#> stops after epoch 7

# %% early
valid_losses = histories[:, :, 1]
stops = [stop_epoch(losses, patience=5) for losses in valid_losses]
kept = [losses[:stop].min().item() for losses, stop in zip(valid_losses, stops)]
print(f"stops after {sum(stops) / 3:.1f} epochs, on average")
#~ stops after 18.7 epochs, on average
print(f"lowest loss until then {sum(kept) / 3:.3f}")
#~ lowest loss until then 0.747
print(f"lowest loss of all {valid_losses.min(dim=1).values.mean():.3f}")
#~ lowest loss of all 0.744

# %% early_numbers tags=["hidden"]
mean_stop = sum(stops) / 3
kept_loss = sum(kept) / 3
best_loss_of_all = valid_losses.min(dim=1).values.mean().item()

# %% restore
model = make_model()
model.load_state_dict(runs[0][1])
best_loss, best_accuracy = measure(model, valid_x, valid_y)
print(f"loss {best_loss:.2f}, accuracy {best_accuracy:.3f}")
#~ loss 0.73, accuracy 0.752

# %% moved
torch.manual_seed(0)
model = make_model()
kept = model.state_dict()
before = kept["0.weight"].clone()
optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
F.cross_entropy(model(train_x[:100]), train_y[:100]).backward()
optimizer.step()
print(f"kept weights moved by up to {(kept['0.weight'] - before).abs().max():.4f}")
#~ kept weights moved by up to 0.0004

# %% more
more = torch.tensor([train(seed, 12, photos=2000)[0] for seed in range(3)])
train_loss, valid_loss = more[:, -1, :2].mean(dim=0).tolist()
print(f"2,000 photographs: training {train_loss:.2f}, validation {valid_loss:.2f}")
#~ 2,000 photographs: training 0.37, validation 0.55

# %% more_numbers tags=["hidden"]
more_train_loss, more_loss = train_loss, valid_loss
more_percent = 100 * more[:, -1, 3].mean().item()
assert more_loss < end_loss - 0.2

# %% ladder
best_epochs = histories[:, :, 1].argmin(dim=1)


def draw_ladder(steps):
    fig, ax = plt.subplots(figsize=(6.4, 1 + 0.42 * len(steps)), layout="constrained")
    for row, accuracies in enumerate(steps.values()):
        ax.plot(accuracies, [row] * len(accuracies), "o", color="C0", alpha=0.6)
        average = sum(accuracies) / len(accuracies)
        ax.plot(average, row, "|", color="C1", markersize=22, markeredgewidth=3)
    ax.set_yticks(range(len(steps)), steps)
    ax.set(xlabel="validation accuracy", ylim=(len(steps) - 0.5, -0.5))


best = torch.arange(3), best_epochs
steps = {
    "500, last epoch": histories[:, -1, 3].tolist(),
    "500, best checkpoint": histories[:, :, 3][best].tolist(),
    "2,000 photos": more[:, -1, 3].tolist(),
}
draw_ladder(steps)
# alt-ko: 세 줄의 점 그림. 시드마다 점 하나이고 세로 막대가 평균입니다. 500장은 마지막 에폭의
# alt-ko: 평균이 {last_percent:.1f}%, 가장 좋은 체크포인트의 평균이 {best_percent:.1f}%이고,
# alt-ko: 2,000장은 {more_percent:.1f}%입니다.
# alt-en: Three rows of dots, one dot a seed, with a bar at the mean: {last_percent:.1f} per cent
# alt-en: for 500 photographs at the last epoch, {best_percent:.1f} at the best checkpoint, and
# alt-en: {more_percent:.1f} for 2,000 photographs.

# %% exercise_1
fewer = torch.tensor([train(seed, 48, photos=250)[0] for seed in range(3)])
fewer_mean = fewer[:, :, 1].mean(dim=0)
print(f"lowest {fewer_mean.min():.2f}, at the end {fewer_mean[-1]:.2f}")
#~ lowest 0.82, at the end 1.14

# %% exercise_2
by_accuracy = histories[:, :, 3].max(dim=1).values
by_loss = histories[:, :, 3][best]
more_hits = (by_accuracy - by_loss) * len(valid_x)
print("photographs more:", [f"{hits:.0f}" for hits in more_hits])
#~ photographs more: ['20', '15', '4']

# %% exercise_3
history = runs[0][0]
chosen = min(history)
print(f"validation loss {chosen[1]:.2f}")
#~ validation loss 1.02

# %% exercise_3_right
chosen = min(history, key=lambda row: row[1])
print(f"validation loss {chosen[1]:.2f}")
#~ validation loss 0.73
