"""The training loop and the evaluation loop, written out as functions."""

# %% data
import matplotlib.pyplot as plt
import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset, random_split

torch.manual_seed(0)

# ko: 한 변이 2인 정사각형 안의 점 1,000개. 원 밖의 점이 클래스 1입니다.
# en: 1,000 points in a square of side 2. Points outside the circle are class 1.
points = torch.rand(1_000, 2) * 2 - 1
labels = (points.norm(dim=1) > 0.8).long()
print(points.shape, labels.bincount())
#> torch.Size([1000, 2]) tensor([493, 507])

# %% look
fig, ax = plt.subplots(figsize=(4.4, 4), layout="constrained")
for label, marker in enumerate("o^"):
    ax.scatter(*points[labels == label][:100].T, marker=marker, label=f"class {label}")
ax.set_aspect("equal")
_ = fig.legend(loc="outside upper center", ncols=2)
# alt-ko: 정사각형 안에 흩어진 점들. 가운데 원 안의 점은 클래스 0(동그라미),
# alt-ko: 원 밖의 점은 클래스 1(세모)이며 100개씩만 그렸습니다.
# alt-en: Points scattered over a square: those inside a circle in the middle are class 0
# alt-en: (dots), those outside it class 1 (triangles); 100 of each are drawn.

# %% split
dataset = TensorDataset(points, labels)
train_set, valid_set, test_set = random_split(dataset, [0.7, 0.15, 0.15])
print(len(train_set), len(valid_set), len(test_set))
#> 700 150 150

# %% hyperparameters
epochs = 40
batch_size = 64
learning_rate = 0.1

# %% loaders
train_loader = DataLoader(train_set, batch_size=batch_size, shuffle=True)
valid_loader = DataLoader(valid_set, batch_size=batch_size)
test_loader = DataLoader(test_set, batch_size=batch_size)

iterations = len(train_loader)
print(iterations, "iterations per epoch,", epochs * iterations, "updates in all")
#> 11 iterations per epoch, 440 updates in all

# %% loaders_down tags=["hidden"]
down = len(train_set) // batch_size
print(down, "iterations per epoch,", epochs * down, "updates in all")
#> 10 iterations per epoch, 400 updates in all

# %% loaders_samples tags=["hidden"]
many = len(train_set)
print(many, "iterations per epoch,", epochs * many, "updates in all")
#> 700 iterations per epoch, 28000 updates in all

# %% loaders_size tags=["hidden"]
print(batch_size, "iterations per epoch,", epochs * batch_size, "updates in all")
#> 64 iterations per epoch, 2560 updates in all
iterations_per_epoch, updates = iterations, epochs * iterations

# %% model_and_loss
def make_model():
    return nn.Sequential(nn.Linear(2, 32), nn.ReLU(), nn.Linear(32, 2))


torch.manual_seed(0)
model = make_model()
loss_fn = nn.CrossEntropyLoss()

# %% optimizer
optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)

# %% one_step
inputs, targets = next(iter(train_loader))

logits = model(inputs)  # ko: ① 예측 | en: 1. predict
loss = loss_fn(logits, targets)  # ko: ② 손실 | en: 2. loss
optimizer.zero_grad()
loss.backward()  # ko: ③ 기울기 | en: 3. gradients
optimizer.step()  # ko: ④ 갱신 | en: 4. update

print(f"{loss.item():.3f} -> {loss_fn(model(inputs), targets).item():.3f}")
#~ 0.708 -> 0.694

# %% what_step_did
before = model[0].bias.detach().clone()
optimizer.step()
moved = model[0].bias.detach() - before
print((moved / model[0].bias.grad)[:4])
#> tensor([-0.1000, -0.1000, -0.1000, -0.1000])

# %% train_loop
def train_one_epoch(model, loader, loss_fn, optimizer, device="cpu"):
    model.train()
    total_loss, seen = 0.0, 0
    for inputs, targets in loader:
        inputs, targets = inputs.to(device), targets.to(device)
        loss = loss_fn(model(inputs), targets)
        #* ko: 지난 배치의 기울기를 비웁니다. `backward()` 앞이면 어디든 됩니다.
        #* en: Clears the last batch's gradients; anywhere before `backward()` will do.
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        #* ko: 배치의 평균 손실에 그 배치의 샘플 수를 곱해 더합니다.
        #* en: The mean loss of the batch, times the number of its samples.
        total_loss += loss.item() * len(targets)
        seen += len(targets)
    return total_loss / seen

# %% evaluation_loop
def evaluate(model, loader, loss_fn, device="cpu"):
    #* ko: 계층의 동작을 바꿉니다. 기울기와는 상관이 없습니다.
    #* en: Changes how layers behave; it has nothing to do with gradients.
    model.eval()
    total_loss, correct, seen = 0.0, 0, 0
    #* ko: 기록을 멈춥니다. 계층의 동작과는 상관이 없습니다.
    #* en: Stops the recording; it has nothing to do with how layers behave.
    with torch.inference_mode():
        for inputs, targets in loader:
            inputs, targets = inputs.to(device), targets.to(device)
            logits = model(inputs)
            total_loss += loss_fn(logits, targets).item() * len(targets)
            correct += (logits.argmax(dim=1) == targets).sum().item()
            seen += len(targets)
    return total_loss / seen, correct / seen

# %% check_averages tags=["hidden"]
# ko: 배치로 나누어 센 값과 한 번에 센 값이 같고, 마지막 배치를 버려도 맞습니다.
# en: Batch by batch or all at once gives the same; so it does with the last batch dropped.
dropping = DataLoader(valid_set, 64, drop_last=True)
for test_case, kept in ((valid_loader, 150), (dropping, 128)):
    xs, ys = valid_set[:kept]
    with torch.inference_mode():
        whole = model(xs)
    measured = evaluate(model, test_case, loss_fn)
    assert abs(measured[0] - loss_fn(whole, ys).item()) < 1e-5
    assert abs(measured[1] - (whole.argmax(dim=1) == ys).float().mean().item()) < 1e-6
    frozen = torch.optim.SGD(make_model().parameters(), lr=0.0)
    assert abs(train_one_epoch(model, test_case, loss_fn, frozen) - measured[0]) < 1e-5

# %% eval_is_not_enough
model.eval()
print(model.training, model(points).requires_grad)
#> False True

# %% eval_switches_off tags=["hidden"]
with torch.no_grad():
    print(model.training, model(points).requires_grad)
#> False False

# %% eval_forgotten tags=["hidden"]
model.train()
print(model.training, model(points).requires_grad)
#> True True
_ = model.eval()

# %% eval_opposite tags=["hidden"]
with torch.no_grad():
    print(not model.training, model(points).requires_grad)
#> True False

# %% argmax
three = torch.tensor([[2.0, -1.0], [0.5, 0.7], [-3.0, 4.0]])
print(torch.max(three, dim=1))
#> torch.return_types.max(
#> values=tensor([2.0000, 0.7000, 4.0000]),
#> indices=tensor([0, 1, 1]))
print(three.argmax(dim=1))
#> tensor([0, 1, 1])

# %% run
torch.manual_seed(0)
model = make_model()
optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)

history = []
for epoch in range(1, epochs + 1):
    train_loss = train_one_epoch(model, train_loader, loss_fn, optimizer)
    valid_loss, valid_accuracy = evaluate(model, valid_loader, loss_fn)
    history.append((train_loss, valid_loss))
    if epoch % 10 == 0:
        print(f"{epoch}: train {train_loss:.2f}, valid {valid_loss:.2f}", end=", ")
        print(f"accuracy {valid_accuracy:.2f}")
#~ 10: train 0.57, valid 0.57, accuracy 0.88
#~ 20: train 0.44, valid 0.43, accuracy 0.91
#~ 30: train 0.34, valid 0.33, accuracy 0.93
#~ 40: train 0.27, valid 0.27, accuracy 0.95

# %% curves
fig, ax = plt.subplots(layout="constrained")
for curve, name, style in zip(zip(*history), ("train", "validation"), ("-", "--")):
    ax.plot(range(1, epochs + 1), curve, style, label=name)
ax.set(xlabel="epoch", ylabel="loss")
_ = ax.legend()
# alt-ko: 에폭에 따른 학습 손실(실선)과 검증 손실(점선). 검증 손실이 {history[0][1]:.2g}에서
# alt-ko: {history[39][1]:.2g}까지 내려가고 두 곡선이 거의 겹칩니다.
# alt-en: Training loss (solid) and validation loss (dashed) over the epochs. The validation
# alt-en: loss falls from {history[0][1]:.2g} to {history[39][1]:.2g}; the curves almost coincide.

# %% luck_of_the_draw
torch.manual_seed(1)
losses = []
for _ in range(10):
    others = torch.rand(150, 2) * 2 - 1
    truth = (others.norm(dim=1) > 0.8).long()
    losses.append(evaluate(model, [(others, truth)], loss_fn)[0])
print(f"ten other sets of 150: {min(losses):.2f} to {max(losses):.2f}")
#~ ten other sets of 150: 0.25 to 0.30

# %% learning_rates
rates = [0.001, 0.01, 0.1, 0.3, 1.0, 3.0, 10.0]
trained = {}
for rate in rates:
    for seed in range(3):
        torch.manual_seed(seed)
        trial = make_model()
        trial_optimizer = torch.optim.SGD(trial.parameters(), lr=rate)
        for _ in range(epochs):
            train_one_epoch(trial, train_loader, loss_fn, trial_optimizer)
        trained[rate, seed] = trial

valid_losses = {
    rate: [evaluate(trained[rate, seed], valid_loader, loss_fn)[0] for seed in range(3)]
    for rate in rates
}
for rate, three in valid_losses.items():
    print(f"{rate:6}: " + "  ".join(f"{loss:.2f}" for loss in three))
#~  0.001: 0.68  0.69  0.70
#~   0.01: 0.65  0.65  0.64
#~    0.1: 0.27  0.27  0.28
#~    0.3: 0.16  0.14  0.14
#~    1.0: 0.28  0.11  0.09
#~    3.0: 0.33  0.13  0.08
#~   10.0: 3.23  3.28  1.95

# %% learning_rate_curves
means = [sum(three) / 3 for three in valid_losses.values()]
fig, ax = plt.subplots(layout="constrained")
for rate, three in valid_losses.items():
    ax.plot([rate] * 3, three, "o", color="0.5")
ax.plot(rates, means, "-", label="mean of three seeds")
ax.set(xlabel="learning rate", ylabel="validation loss", xscale="log", yscale="log")
_ = ax.legend()
# alt-ko: 학습률마다 시드 세 개의 마지막 검증 손실을 점으로, 평균을 선으로 그렸습니다. 선은
# alt-ko: 왼쪽 끝의 {means[0]:.2f}에서 가운데의 {means[3]:.2f}까지 내려갔다가 오른쪽 끝에서
# alt-ko: {means[6]:.1f}로 치솟습니다.
# alt-en: For each learning rate the final validation loss of three seeds as dots and their
# alt-en: mean as a line. The line falls from {means[0]:.2f} at the left end to {means[3]:.2f} in
# alt-en: the middle and shoots up to {means[6]:.1f} at the right end.

# %% dead_units
for rate in (0.1, 10.0):
    trial = trained[rate, 0]
    hidden = trial[1](trial[0](points))
    silent = (hidden == 0).all(dim=0).sum().item()
    loss = loss_fn(trial(points), labels)
    trial.zero_grad()
    loss.backward()
    print(f"{rate}: {silent} of 32 silent, gradient {trial[0].weight.grad.norm():.3f}")
#~ 0.1: 2 of 32 silent, gradient 0.061
#~ 10.0: 32 of 32 silent, gradient 0.000

# %% final_test
best_rate = 0.3
best = trained[best_rate, 0]
test_loss, test_accuracy = evaluate(best, test_loader, loss_fn)
print(f"test loss {test_loss:.2f}, test accuracy {test_accuracy:.2f}")
#~ test loss 0.14, test accuracy 0.96

# %% checks tags=["hidden"]
assert history[-1][1] < history[0][1] / 2
assert min(valid_losses, key=lambda rate: sum(valid_losses[rate])) in (0.3, 1.0)
assert test_accuracy > 0.9

# %% exercise_3
def always_right(inputs):
    return nn.functional.one_hot((inputs.norm(dim=1) > 0.8).long(), 2).float()


def accuracy(model, loader):
    correct = 0
    for inputs, targets in loader:
        correct += (model(inputs).argmax(dim=1) == targets).sum().item()
    return correct / len(loader.dataset)


loader = DataLoader(valid_set, batch_size=64, drop_last=True)
print(f"{accuracy(always_right, loader):.3f}")
#> 0.853

# %% exercise_3_number tags=["hidden"]
wrong_accuracy = round(accuracy(always_right, loader), 3)

# %% exercise_1
ten = TensorDataset(points[:10], labels[:10])
small = DataLoader(ten, batch_size=4, drop_last=True)
print(len(small), sum(len(targets) for _, targets in small))
#> 2 8

# %% exercise_2
full_loader = DataLoader(train_set, batch_size=len(train_set), shuffle=True)
for count in (epochs, epochs * iterations):
    torch.manual_seed(0)
    whole = make_model()
    whole_optimizer = torch.optim.SGD(whole.parameters(), lr=learning_rate)
    for _ in range(count):
        train_one_epoch(whole, full_loader, loss_fn, whole_optimizer)
    print(f"{count} updates: {evaluate(whole, valid_loader, loss_fn)[0]:.2f}")
#~ 40 updates: 0.65
#~ 440 updates: 0.26

# %% exercise_3_right
seen = sum(len(targets) for _, targets in loader)
print(seen, f"{accuracy(always_right, loader) * len(loader.dataset) / seen:.3f}")
#> 128 1.000
