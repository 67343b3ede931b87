"""The training loop and the evaluation loop, written out as functions."""

# %% data
import matplotlib.pyplot as plt
import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset, random_split

device = "cuda" if torch.cuda.is_available() else "cpu"
torch.manual_seed(0)

# ko: 한 변이 2인 정사각형 안의 점 1,000개. 원 밖의 점이 클래스 1입니다.
# en: 1,000 points in a square of side 2. Points outside the circle are class 1.
points = torch.rand(1_000, 2) * 2 - 1
labels = (points.norm(dim=1) > 0.8).long()
print(points.shape, labels.bincount())
#> torch.Size([1000, 2]) tensor([493, 507])

# %% look
inside_count, outside_count = labels.bincount().tolist()
fig, ax = plt.subplots(layout="constrained")
for label, marker in enumerate("o^"):
    ax.scatter(*points[labels == label][:100].T, marker=marker, label=f"class {label}")
ax.set_aspect("equal")
_ = fig.legend(loc="outside right upper")
# alt-ko: 정사각형 안에 흩어진 점들. 원 안의 점 {inside_count}개가 클래스 0,
# alt-ko: 원 밖의 점 {outside_count}개가 클래스 1이며 100개씩만 그렸습니다.
# alt-en: Points scattered over a square: {inside_count} inside a circle
# alt-en: are class 0, {outside_count} outside it class 1; 100 of each are drawn.

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

iterations_per_epoch = len(train_loader)
updates = epochs * iterations_per_epoch
print([len(targets) for inputs, targets in train_loader])
#> [64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 60]
print(iterations_per_epoch, "iterations per epoch,", updates, "in all")
#> 11 iterations per epoch, 440 in all

# %% model_and_loss
def make_model():
    torch.manual_seed(0)
    layers = nn.Linear(2, 32), nn.ReLU(), nn.Linear(32, 2)
    return nn.Sequential(*layers).to(device)


model = make_model()
loss_fn = nn.CrossEntropyLoss()
print(sum(parameter.numel() for parameter in model.parameters()))
#> 162

# %% optimizer
optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)

# %% one_step
inputs, targets = next(iter(train_loader))
inputs, targets = inputs.to(device), targets.to(device)

logits = model(inputs)  # ko: ① 예측 | en: 1. predict
loss = loss_fn(logits, targets)  # ko: ② 손실 | en: 2. loss
optimizer.zero_grad()
loss.backward()  # ko: ③ 기울기 | en: 3. gradients
weight_before = model[0].weight.detach().clone()
optimizer.step()  # ko: ④ 갱신 | en: 4. update

print(f"{loss.item():.3f} -> {loss_fn(model(inputs), targets).item():.3f}")
#~ 0.708 -> 0.694
assert loss_fn(model(inputs), targets) < loss

# %% what_step_did
weight = model[0].weight
expected = weight_before - learning_rate * weight.grad
torch.testing.assert_close(weight.detach(), expected)
print(torch.equal(weight, weight_before))
#> False

# %% train_loop
def train_one_epoch(model, loader, loss_fn, optimizer):
    #* ko: 드롭아웃과 배치 정규화가 학습 때처럼 움직이게 합니다.
    #* en: Makes dropout and batch normalization work as in training.
    model.train()
    total_loss = 0.0
    for inputs, targets in loader:
        inputs, targets = inputs.to(device), targets.to(device)
        loss = loss_fn(model(inputs), targets)
        #* ko: 지난 배치의 기울기를 비웁니다. `backward()` 앞이면 어디든 됩니다.
        #* en: Clears the last batch's gradients; anywhere before `backward()` will do.
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        # ko: 배치의 평균 손실에 샘플 수를 곱해 더합니다.
        # en: The mean loss of the batch, weighted by its number of samples.
        total_loss += loss.item() * len(targets)
    return total_loss / len(loader.dataset)

# %% evaluation_loop
def evaluate(model, loader, loss_fn):
    #* ko: 계층의 동작을 바꿉니다. 기울기와는 상관이 없습니다.
    #* en: Changes how layers behave; it has nothing to do with gradients.
    model.eval()
    total_loss, correct = 0.0, 0
    #* ko: 기록을 멈춥니다. 계층의 동작과는 상관이 없습니다.
    #* en: Stops the recording; it has nothing to do with how layers behave.
    with torch.inference_mode():
        for inputs, targets in loader:
            inputs, targets = inputs.to(device), targets.to(device)
            logits = model(inputs)
            total_loss += loss_fn(logits, targets).item() * len(targets)
            correct += (logits.argmax(dim=1) == targets).sum().item()
    return total_loss / len(loader.dataset), correct / len(loader.dataset)

# %% check_averages
valid_points, valid_labels = (part.to(device) for part in valid_set[:])
with torch.inference_mode():
    all_logits = model(valid_points)
valid_loss, valid_accuracy = evaluate(model, valid_loader, loss_fn)

# ko: 배치로 나누어 센 값과 한 번에 센 값이 같습니다.
# en: Counted batch by batch or all at once: the same values.
assert abs(valid_loss - loss_fn(all_logits, valid_labels).item()) < 1e-5
all_correct = (all_logits.argmax(dim=1) == valid_labels).sum().item()
assert valid_accuracy == all_correct / len(valid_set)

# ko: 학습률이 0이면 매개변수가 그대로이므로 두 루프의 손실이 같습니다.
# en: With a learning rate of 0 nothing moves, so both loops see the same loss.
frozen = torch.optim.SGD(model.parameters(), lr=0.0)
train_loss = train_one_epoch(model, valid_loader, loss_fn, frozen)
assert abs(train_loss - valid_loss) < 1e-5

# %% run
model = make_model()
optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)

train_losses, valid_losses = [], []
for epoch in range(1, epochs + 1):
    train_loss = train_one_epoch(model, train_loader, loss_fn, optimizer)
    valid_loss, valid_accuracy = evaluate(model, valid_loader, loss_fn)
    train_losses.append(train_loss)
    valid_losses.append(valid_loss)
    if epoch % 10 == 0:
        print(f"epoch {epoch}: train {train_loss:.3f}, valid {valid_loss:.3f}")
#~ epoch 10: train 0.575, valid 0.571
#~ epoch 20: train 0.437, valid 0.428
#~ epoch 30: train 0.336, valid 0.326
#~ epoch 40: train 0.271, valid 0.266

assert len(train_losses) == epochs
assert valid_losses[-1] < valid_losses[0] / 2
assert valid_accuracy > 0.85

# %% curves
fig, ax = plt.subplots(layout="constrained")
ax.plot(range(1, epochs + 1), train_losses, label="train")
ax.plot(range(1, epochs + 1), valid_losses, label="validation")
ax.set(xlabel="epoch", ylabel="loss")
_ = ax.legend()
# alt-ko: 에폭에 따른 학습 손실과 검증 손실. 검증 손실이 {valid_losses[0]:.2g}에서
# alt-ko: {valid_losses[39]:.2g}까지 내려가고 두 곡선이 나란합니다.
# alt-en: Training and validation loss over the epochs. The validation loss
# alt-en: falls from {valid_losses[0]:.2g} to {valid_losses[39]:.2g};
# alt-en: both curves run together.

# %% final_test
test_loss, test_accuracy = evaluate(model, test_loader, loss_fn)
print(f"test loss {test_loss:.3f}, test accuracy {test_accuracy:.3f}")
#~ test loss 0.270, test accuracy 0.940
assert test_accuracy > 0.85

# %% learning_rates
learning_rates = {"small": 0.001, "good": 0.1, "large": 10.0}
curves = {}
for name, rate in learning_rates.items():
    trial = make_model()
    trial_optimizer = torch.optim.SGD(trial.parameters(), lr=rate)
    curves[name] = []
    for _ in range(epochs):
        train_one_epoch(trial, train_loader, loss_fn, trial_optimizer)
        curves[name].append(evaluate(trial, valid_loader, loss_fn)[0])
    print(f"{name}: first {curves[name][0]:.3f}, last {curves[name][-1]:.3f}")
#~ small: first 0.691, last 0.685
#~ good: first 0.680, last 0.266
#~ large: first 0.738, last 2.315

# ko: 너무 작으면 거의 제자리, 너무 크면 처음 손실 0.69보다도 나쁩니다.
# en: Too small: hardly a move. Too large: worse than the 0.69 of the start.
assert curves["small"][-1] > 0.65 > 0.4 > curves["good"][-1]
assert max(curves["large"]) > 1

# %% learning_rate_curves
fig, ax = plt.subplots(layout="constrained")
for name, losses in curves.items():
    ax.plot(range(1, epochs + 1), losses, label=f"learning rate {learning_rates[name]}")
ax.set(xlabel="epoch", ylabel="validation loss", yscale="log")
_ = ax.legend()
# alt-ko: 학습률 세 가지의 검증 손실 곡선. {learning_rates[small]}은
# alt-ko: {curves[small][39]:.2g} 근처에 머물고, {learning_rates[good]}은
# alt-ko: {curves[good][39]:.2g}까지 내려가며, {learning_rates[large]:g}은
# alt-ko: 크게 출렁입니다.
# alt-en: Validation loss for three learning rates. {learning_rates[small]} stays
# alt-en: near {curves[small][39]:.2g}, {learning_rates[good]} falls to
# alt-en: {curves[good][39]:.2g}, {learning_rates[large]:g} jumps up and down.

# %% exercise_1
dropping_loader = DataLoader(train_set, batch_size=batch_size, drop_last=True)
seen = sum(len(targets) for inputs, targets in dropping_loader)
print(len(dropping_loader), len(train_set) - seen)
#> 10 60

# %% exercise_2
full_batch_loader = DataLoader(train_set, batch_size=len(train_set))
full_batch_model = make_model()
full_batch_optimizer = torch.optim.SGD(full_batch_model.parameters(), lr=learning_rate)
for _ in range(epochs):
    train_one_epoch(full_batch_model, full_batch_loader, loss_fn, full_batch_optimizer)

full_batch_updates = epochs * len(full_batch_loader)
full_batch_loss, _ = evaluate(full_batch_model, valid_loader, loss_fn)
print(f"{full_batch_updates} updates: {full_batch_loss:.3f}")
#~ 40 updates: 0.655
assert full_batch_loss > 1.5 * valid_losses[-1]

# %% exercise_3
adam_model = make_model()
adam = torch.optim.Adam(adam_model.parameters(), lr=0.01)
for _ in range(epochs):
    train_one_epoch(adam_model, train_loader, loss_fn, adam)

adam_loss, adam_accuracy = evaluate(adam_model, valid_loader, loss_fn)
print(f"Adam {adam_loss:.3f}, SGD {valid_losses[-1]:.3f}")
#~ Adam 0.093, SGD 0.266
assert adam_loss < valid_losses[-1]
