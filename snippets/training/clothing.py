"""Fashion-MNIST with a fully connected network: ten kinds of clothing."""

# %% load
import matplotlib.pyplot as plt
import torch
from torch import nn
from torch.utils.data import DataLoader, random_split
from torchvision import datasets
from torchvision.transforms import v2

device = torch.device("cpu")
if torch.accelerator.is_available():
    device = torch.accelerator.current_accelerator()
torch.manual_seed(0)

to_tensor = v2.Compose([v2.ToImage(), v2.ToDtype(torch.float32, scale=True)])
training_data = datasets.FashionMNIST(
    root="data", train=True, download=True, transform=to_tensor
)
test_data = datasets.FashionMNIST(
    root="data", train=False, download=True, transform=to_tensor
)
print(len(training_data), len(test_data), training_data[0][0].shape)
#> 3000 1000 torch.Size([1, 28, 28])

# %% counts tags=["hidden"]
training_images, test_images = len(training_data), len(test_data)

# %% classes
class_names = training_data.classes
for label, count in enumerate(training_data.targets.bincount().tolist()):
    print(label, class_names[label], count)
#> 0 T-shirt/top 300
#> 1 Trouser 300
#> 2 Pullover 300
#> 3 Dress 300
#> 4 Coat 300
#> 5 Sandal 300
#> 6 Shirt 300
#> 7 Sneaker 300
#> 8 Bag 300
#> 9 Ankle boot 300

# %% grid
columns = []
for label in range(10):
    four = training_data.data[training_data.targets == label][:4]
    columns.append(four.reshape(4 * 28, 28))
mosaic = torch.cat(columns, dim=1)

fig, ax = plt.subplots(layout="constrained")
ax.imshow(mosaic.numpy(), cmap="gray", interpolation="none")
ax.set_xticks(range(14, 280, 28), class_names, rotation=45, ha="right")
_ = ax.set_yticks([])
# alt-ko: 옷과 신발, 가방의 흑백 사진 40장. 한 열에 한 클래스씩 4장이 있으며 왼쪽부터
# alt-ko: {class_names[0]}, {class_names[1]}, {class_names[2]}, {class_names[3]}, {class_names[4]},
# alt-ko: {class_names[5]}, {class_names[6]}, {class_names[7]}, {class_names[8]}, {class_names[9]}입니다.
# alt-en: Forty greyscale photographs of clothes, shoes and bags, four to a column, one class a
# alt-en: column; from the left {class_names[0]}, {class_names[1]}, {class_names[2]},
# alt-en: {class_names[3]}, {class_names[4]}, {class_names[5]}, {class_names[6]}, {class_names[7]},
# alt-en: {class_names[8]}, {class_names[9]}.

# %% split
train_set, valid_set = random_split(training_data, [0.9, 0.1])
train_loader = DataLoader(train_set, batch_size=64, shuffle=True)
valid_loader = DataLoader(valid_set, batch_size=500)
test_loader = DataLoader(test_data, batch_size=500)
print(len(train_set), len(valid_set), len(train_loader))
#> 2700 300 43

# %% model
class NeuralNetwork(nn.Module):
    def __init__(self):
        super().__init__()
        self.flatten = nn.Flatten()
        self.linear_relu_stack = nn.Sequential(
            nn.Linear(28 * 28, 512),
            nn.ReLU(),
            nn.Linear(512, 512),
            nn.ReLU(),
            nn.Linear(512, 10),
        )

    def forward(self, x):
        return self.linear_relu_stack(self.flatten(x))


model = NeuralNetwork().to(device)
print(f"{sum(parameter.numel() for parameter in model.parameters()):,} parameters")
#> 669,706 parameters

# %% flattened
images, labels = next(iter(train_loader))
print(images.shape, "->", model.flatten(images).shape)
#> torch.Size([64, 1, 28, 28]) -> torch.Size([64, 784])

# %% flattened_all tags=["hidden"]
print(images.shape, "->", images.flatten().shape)
#> torch.Size([64, 1, 28, 28]) -> torch.Size([50176])

# %% flattened_channel tags=["hidden"]
print(images.shape, "->", images.flatten(start_dim=2).shape)
#> torch.Size([64, 1, 28, 28]) -> torch.Size([64, 1, 784])

# %% flattened_rows tags=["hidden"]
print(images.shape, "->", images.flatten(end_dim=2).shape)
#> torch.Size([64, 1, 28, 28]) -> torch.Size([1792, 28])

# %% loops
def train_one_epoch(model, loader, loss_fn, optimizer, device):
    model.train()
    total_loss, correct, seen = 0.0, 0, 0
    for images, labels in loader:
        images, labels = images.to(device), labels.to(device)
        logits = model(images)
        loss = loss_fn(logits, labels)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        total_loss += loss.item() * len(labels)
        correct += (logits.argmax(dim=1) == labels).sum().item()
        seen += len(labels)
    return total_loss / seen, correct / seen


def predict(model, loader, device):
    model.eval()
    logits, labels = [], []
    with torch.inference_mode():
        for images, batch_labels in loader:
            logits.append(model(images.to(device)).cpu())
            labels.append(batch_labels)
    return torch.cat(logits), torch.cat(labels)

# %% train
epochs = 8
loss_fn = nn.CrossEntropyLoss()
optimizer = torch.optim.Adam(model.parameters(), lr=0.001)

history = []
for epoch in range(1, epochs + 1):
    row = [*train_one_epoch(model, train_loader, loss_fn, optimizer, device)]
    logits, labels = predict(model, valid_loader, device)
    hits = logits.argmax(dim=1) == labels
    row += [loss_fn(logits, labels).item(), hits.float().mean().item()]
    history.append(row)
    print(f"{epoch}: train {row[0]:.2f} {row[1]:.2f}, valid {row[2]:.2f} {row[3]:.2f}")
#~ 1: train 1.11 0.61, valid 0.80 0.73
#~ 2: train 0.63 0.78, valid 0.72 0.76
#~ 3: train 0.53 0.81, valid 0.63 0.77
#~ 4: train 0.45 0.84, valid 0.72 0.74
#~ 5: train 0.43 0.84, valid 0.68 0.79
#~ 6: train 0.38 0.87, valid 0.60 0.78
#~ 7: train 0.38 0.86, valid 0.59 0.78
#~ 8: train 0.33 0.88, valid 0.57 0.77

# %% curves
train_losses, train_shares, valid_losses, valid_shares = zip(*history)
fig, axes = plt.subplots(1, 2, layout="constrained")
for ax, curves, name in zip(
    axes,
    ((train_losses, valid_losses), (train_shares, valid_shares)),
    ("loss", "accuracy"),
):
    for curve, style in zip(curves, ("o-", "s--")):
        ax.plot(range(1, epochs + 1), curve, style)
    ax.set(xlabel="epoch", title=name)
_ = axes[1].legend(["train", "validation"])
# alt-ko: 에폭에 따른 손실과 정확도. 학습 손실(동그라미)은 {train_losses[7]:.2f}까지 내려가는데
# alt-ko: 검증 손실(네모)은 {valid_losses[7]:.2f}에 머뭅니다. 마지막 정확도는 학습 데이터에서
# alt-ko: {train_shares[7]:.2f}, 검증 데이터에서 {valid_shares[7]:.2f}입니다.
# alt-en: Loss and accuracy over the epochs. The training loss (dots) goes down to
# alt-en: {train_losses[7]:.2f}, the validation loss (squares) is {valid_losses[7]:.2f} at the
# alt-en: end. The last accuracy is {train_shares[7]:.2f} on training and
# alt-en: {valid_shares[7]:.2f} on validation data.

# %% test
logits, labels = predict(model, test_loader, device)
predicted = logits.argmax(dim=1)
print(f"test accuracy {(predicted == labels).float().mean().item():.2f}")
#~ test accuracy 0.83

# %% top_two
best_two = logits.topk(2, dim=1).indices
among_two = (best_two == labels.unsqueeze(1)).any(dim=1).float().mean().item()
print(f"right answer among the best two: {among_two:.2f}")
#~ right answer among the best two: 0.94

# %% recall
confusion = (labels * 10 + predicted).bincount(minlength=100).reshape(10, 10)
recall = confusion.diag() / confusion.sum(dim=1)
for name, share in zip(class_names, recall.tolist()):
    print(f"{share:.2f} {name}")
#~ 0.83 T-shirt/top
#~ 0.96 Trouser
#~ 0.81 Pullover
#~ 0.76 Dress
#~ 0.62 Coat
#~ 0.97 Sandal
#~ 0.65 Shirt
#~ 0.84 Sneaker
#~ 0.94 Bag
#~ 0.91 Ankle boot

# %% confusion_picture
errors = confusion - confusion.diag().diag()
fig, ax = plt.subplots(figsize=(6.4, 5), layout="constrained")
ax.imshow(errors.numpy(), cmap="Blues")
largest = errors.max().item()
for row, column in errors.nonzero().tolist():
    dark = errors[row, column] > largest / 2
    style = {"ha": "center", "va": "center", "color": "white" if dark else "black"}
    ax.text(column, row, errors[row, column].item(), **style)
ax.set(xlabel="predicted", ylabel="true", xticks=range(10))
_ = ax.set_yticks(range(10), class_names)
# alt-ko: 대각선을 뺀 10×10 혼동 행렬. 칸마다 틀린 수가 적혀 있고 가장 큰 수는 {largest}입니다. 티셔츠,
# alt-ko: 풀오버, 코트, 셔츠가 만나는 칸들과 운동화 주위의 칸들이 진합니다.
# alt-en: The 10 by 10 confusion matrix without its diagonal, with the number of mistakes in each
# alt-en: cell; the largest is {largest}. Cells where T-shirts, pullovers, coats and shirts meet are
# alt-en: dark, and so are a few among the shoes.

# %% pairs
tops = [0, 2, 4, 6]
print([class_names[label] for label in tops])
#~ ['T-shirt/top', 'Pullover', 'Coat', 'Shirt']
share = errors[tops][:, tops].sum() / errors.sum()
print(f"mistakes among these four: {share:.2f}")
#~ mistakes among these four: 0.57

# %% sure
probabilities = logits.softmax(dim=1)
confidence = probabilities.max(dim=1).values
mistakes = (predicted != labels).nonzero().flatten()
surest = mistakes[confidence[mistakes].argsort(descending=True)][:8]
shown = confidence[surest].tolist()

fig, axes = plt.subplots(2, 4, figsize=(6.4, 4.2), layout="constrained")
for ax, index, sure in zip(axes.flat, surest.tolist(), shown):
    ax.imshow(test_data.data[index].numpy(), cmap="gray")
    names = class_names[labels[index]], class_names[predicted[index]]
    ax.set_title(f"{names[0]}\nnot {names[1]}\n{sure:.2f}", fontsize=11)
    ax.axis("off")
# alt-ko: 가장 자신 있게 틀린 사진 8장. 제목은 정답, 예측, 예측한 클래스의 확률이며 확률은
# alt-ko: {shown[7]:.2f}부터 {shown[0]:.2f}까지입니다.
# alt-en: The eight mistakes the model was surest of. The titles give the label, the prediction and
# alt-en: its probability, from {shown[7]:.2f} to {shown[0]:.2f}.

# %% save_and_restore
torch.save(model.state_dict(), "fashion_mnist.pt")

restored = NeuralNetwork().to(device)
state = torch.load("fashion_mnist.pt", map_location=device, weights_only=True)
print(restored.load_state_dict(state))
#> <All keys matched successfully>
difference = (predict(restored, test_loader, device)[0] - logits).abs().max()
print(f"largest difference {difference.item():.1f}")
#> largest difference 0.0

# %% predict
chosen = [2, 4]
pictures = torch.stack([test_data[index][0] for index in chosen])
restored.eval()
with torch.inference_mode():
    two = restored(pictures.to(device)).softmax(dim=1).cpu()
print([class_names[labels[index]] for index in chosen], two.shape)
#> ['Trouser', 'Shirt'] torch.Size([2, 10])

# %% longest tags=["hidden"]
longest = two.max(dim=1).values.tolist()

# %% probability_picture
fig, axes = plt.subplots(1, 2, sharey=True, layout="constrained")
for ax, index, bars in zip(axes, chosen, two):
    ax.barh(class_names, bars.numpy())
    ax.set(title=f"true: {class_names[labels[index]]}", xlabel="probability")
ax.invert_yaxis()
# alt-ko: 두 사진의 열 클래스 확률 막대. 바지 사진에서는 가장 긴 막대가 {longest[0]:.2f},
# alt-ko: 셔츠 사진에서는 {longest[1]:.2f}입니다.
# alt-en: Bars for the ten probabilities of two photographs. The longest bar is
# alt-en: {longest[0]:.2f} for the trousers and {longest[1]:.2f} for the shirt.

# %% checks tags=["hidden"]
assert train_shares[-1] > valid_shares[-1]
assert recall[[0, 2, 4, 6]].mean() < recall.mean() - 0.05
parameters = sum(parameter.numel() for parameter in model.parameters())
train_share, valid_share = round(train_shares[-1], 2), round(valid_shares[-1], 2)
test_share = round((predicted == labels).float().mean().item(), 2)
tops_share = round(share.item(), 2)

# %% exercise_3
shirt = class_names.index("Shirt")
found = confusion[shirt, shirt] / confusion[:, shirt].sum()
print(f"share of the shirts that were found: {found.item():.2f}")
#~ share of the shirts that were found: 0.59

# %% exercise_1
noise = torch.rand(100, 1, 28, 28)
with torch.inference_mode():
    noisy = model(noise.to(device)).softmax(dim=1).cpu()
print([class_names[label] for label in noisy.argmax(dim=1).unique()])
#~ ['Pullover', 'Bag']
print(f"mean probability {noisy.max(dim=1).values.mean().item():.2f}")
#~ mean probability 0.60

# %% exercise_2
torch.manual_seed(0)
better = NeuralNetwork().to(device)
optimizer = torch.optim.AdamW(better.parameters(), lr=0.002)
updates = epochs * len(train_loader)
scheduler = torch.optim.lr_scheduler.OneCycleLR(optimizer, 0.002, total_steps=updates)
for _ in range(epochs):
    better.train()
    for images, targets in train_loader:
        optimizer.zero_grad()
        loss_fn(better(images.to(device)), targets.to(device)).backward()
        optimizer.step()
        scheduler.step()
for loader, name in ((valid_loader, "validation"), (test_loader, "test")):
    scores, truth = predict(better, loader, device)
    print(f"{name} {(scores.argmax(dim=1) == truth).float().mean().item():.2f}")
#~ validation 0.81
#~ test 0.86

# %% exercise_3_right
found = confusion[shirt, shirt] / confusion[shirt].sum()
print(f"share of the shirts that were found: {found.item():.2f}")
#~ share of the shirts that were found: 0.65
