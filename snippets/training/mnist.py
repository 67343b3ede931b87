"""MNIST from loading to saving: a small convolutional network for digits."""

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

training_data = datasets.MNIST(root="data", train=True, download=True)
test_data = datasets.MNIST(root="data", train=False, download=True)
print(len(training_data), len(test_data))
#> 4000 1000

# %% counts tags=["hidden"]
training_images, test_images = len(training_data), len(test_data)

# %% look_first
print(training_data.data.shape, training_data.data.dtype)
#> torch.Size([4000, 28, 28]) torch.uint8
print(training_data.data.min().item(), "to", training_data.data.max().item())
#> 0 to 255
print(training_data.targets.bincount().tolist())
#> [400, 400, 400, 400, 400, 400, 400, 400, 400, 400]

# %% grid
rows = training_data.data[:30].reshape(3, 10, 28, 28)
print(training_data.targets[:30].reshape(3, 10))
#> tensor([[5, 1, 9, 5, 0, 1, 4, 1, 2, 2],
#>         [5, 0, 7, 5, 8, 4, 7, 6, 9, 7],
#>         [8, 3, 2, 2, 2, 1, 7, 5, 9, 9]])

# ko: 30장을 3줄 10칸으로 이어 붙여 84×280 그림 한 장으로 만듭니다.
# en: Join 30 pictures, three rows of ten, into one of 84 by 280 pixels.
mosaic = rows.transpose(1, 2).reshape(84, 280)
fig, ax = plt.subplots(figsize=(6.4, 2), layout="constrained")
ax.imshow(mosaic.numpy(), cmap="gray", interpolation="none")
_ = ax.axis("off")
# alt-ko: 손으로 쓴 흰 숫자 30개가 검은 바탕에 3줄로 놓여 있습니다. 위에 출력한 레이블과 순서가
# alt-ko: 같습니다.
# alt-en: Thirty white handwritten digits on black, in three rows, in the order of the labels
# alt-en: printed above.

# %% transform
scaled = training_data.data / 255
mean, std = scaled.mean().item(), scaled.std().item()
print(f"mean {mean:.4f}, standard deviation {std:.4f}")
#~ mean 0.1309, standard deviation 0.3080

transform = v2.Compose(
    [
        v2.ToImage(),
        v2.ToDtype(torch.float32, scale=True),
        v2.Normalize([mean], [std]),
    ]
)
training_data.transform = test_data.transform = transform

# %% split
train_set, valid_set = random_split(training_data, [0.9, 0.1])
train_loader = DataLoader(train_set, batch_size=32, shuffle=True)
valid_loader = DataLoader(valid_set, batch_size=500)
test_loader = DataLoader(test_data, batch_size=500)
print(len(train_set), len(valid_set), len(train_loader))
#> 3600 400 113

# %% model
def make_model():
    return nn.Sequential(
        nn.Conv2d(1, 8, kernel_size=5),
        nn.ReLU(),
        nn.MaxPool2d(2),
        nn.Conv2d(8, 32, kernel_size=5),
        nn.ReLU(),
        nn.MaxPool2d(2),
        nn.Flatten(),
        nn.Dropout(0.5),
        nn.Linear(32 * 4 * 4, 10),
    ).to(device)


model = make_model()
print(f"{sum(parameter.numel() for parameter in model.parameters()):,} parameters")
#> 11,770 parameters

# %% flat_size
image, label = training_data[0]
before_linear = model[:-1]
print(image.shape, "->", before_linear(image.unsqueeze(0).to(device)).shape)
#> torch.Size([1, 28, 28]) -> torch.Size([1, 512])

# %% flat_padded tags=["hidden"]
padded = nn.Sequential(
    nn.Conv2d(1, 8, 5, padding=2),
    nn.MaxPool2d(2),
    nn.Conv2d(8, 32, 5, padding=2),
    nn.MaxPool2d(2),
    nn.Flatten(),
)
print(image.shape, "->", padded(image.unsqueeze(0)).shape)
#> torch.Size([1, 28, 28]) -> torch.Size([1, 1568])

# %% flat_one_pool tags=["hidden"]
one_pool = model[:5]
print(image.shape, "->", one_pool(image.unsqueeze(0).to(device)).flatten(1).shape)
#> torch.Size([1, 28, 28]) -> torch.Size([1, 2048])

# %% flat_no_batch tags=["hidden"]
print(image.shape, "->", before_linear(image.unsqueeze(0).to(device))[0].shape)
#> torch.Size([1, 28, 28]) -> torch.Size([512])

# %% shapes
features = image.unsqueeze(0).to(device)
for layer in model:
    features = layer(features)
    print(type(layer).__name__, list(features.shape))
#> Conv2d [1, 8, 24, 24]
#> ReLU [1, 8, 24, 24]
#> MaxPool2d [1, 8, 12, 12]
#> Conv2d [1, 32, 8, 8]
#> ReLU [1, 32, 8, 8]
#> MaxPool2d [1, 32, 4, 4]
#> Flatten [1, 512]
#> Dropout [1, 512]
#> Linear [1, 10]

# %% evaluate
def evaluate(model, loader, loss_fn, device):
    model.eval()
    total_loss, correct, seen = 0.0, 0, 0
    with torch.inference_mode():
        for images, labels in loader:
            images, labels = images.to(device), labels.to(device)
            logits = model(images)
            total_loss += loss_fn(logits, labels).item() * len(labels)
            correct += (logits.argmax(dim=1) == labels).sum().item()
            seen += len(labels)
    return total_loss / seen, correct / seen


loss_fn = nn.CrossEntropyLoss()
loss, accuracy = evaluate(model, valid_loader, loss_fn, device)
print(f"untrained: loss {loss:.1f}, accuracy {accuracy:.2f}")
#~ untrained: loss 2.3, accuracy 0.13

# %% train
epochs = 5
optimizer = torch.optim.Adam(model.parameters(), lr=0.003)

history = []
for epoch in range(1, epochs + 1):
    model.train()
    total_loss, seen = 0.0, 0
    for images, labels in train_loader:
        loss = loss_fn(model(images.to(device)), labels.to(device))
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        total_loss += loss.item() * len(labels)
        seen += len(labels)
    valid_loss, accuracy = evaluate(model, valid_loader, loss_fn, device)
    train_loss = total_loss / seen
    history.append((train_loss, valid_loss))
    print(f"{epoch}: train {train_loss:.2f}, valid {valid_loss:.2f}", end=", ")
    print(f"accuracy {accuracy:.2f}")
#~ 1: train 0.70, valid 0.26, accuracy 0.91
#~ 2: train 0.25, valid 0.19, accuracy 0.94
#~ 3: train 0.19, valid 0.14, accuracy 0.95
#~ 4: train 0.15, valid 0.12, accuracy 0.95
#~ 5: train 0.14, valid 0.10, accuracy 0.96

# %% curves
train_losses, valid_losses = zip(*history)
fig, ax = plt.subplots(layout="constrained")
ax.plot(range(1, epochs + 1), train_losses, "o-", label="train")
ax.plot(range(1, epochs + 1), valid_losses, "s--", label="validation")
ax.set(xlabel="epoch", ylabel="loss", xticks=range(1, epochs + 1))
_ = ax.legend()
# alt-ko: 에폭에 따른 학습 손실과 검증 손실. 학습 손실은 {train_losses[0]:.2f}에서
# alt-ko: {train_losses[4]:.2f}로, 검증 손실은 {valid_losses[0]:.2f}에서 {valid_losses[4]:.2f}로
# alt-ko: 내려갑니다. 검증 손실이 더 낮습니다.
# alt-en: Training and validation loss over the epochs. The training loss falls from
# alt-en: {train_losses[0]:.2f} to {train_losses[4]:.2f}, the validation loss, which is lower, from
# alt-en: {valid_losses[0]:.2f} to {valid_losses[4]:.2f}.

# %% dropout_off
steady_loader = DataLoader(train_set, batch_size=600)
for dropout_works in (True, False):
    model.train(dropout_works)
    with torch.inference_mode():
        losses = torch.stack(
            [
                loss_fn(model(images.to(device)), labels.to(device))
                for images, labels in steady_loader
            ]
        )
    print(f"after training, dropout {dropout_works}: {losses.mean().item():.2f}")
#~ after training, dropout True: 0.11
#~ after training, dropout False: 0.05

# %% test
_, test_accuracy = evaluate(model, test_loader, loss_fn, device)
print(f"test accuracy {test_accuracy:.2f}")
#~ test accuracy 0.97

# %% predict_all
model.eval()
with torch.inference_mode():
    logits = torch.cat([model(images.to(device)).cpu() for images, _ in test_loader])
predicted, labels = logits.argmax(dim=1), test_data.targets
print(logits.shape, predicted.shape)
#> torch.Size([1000, 10]) torch.Size([1000])

# %% confusion
confusion = (labels * 10 + predicted).bincount(minlength=100).reshape(10, 10)
print(confusion.diag() / confusion.sum(dim=1))
#~ tensor([1.0000, 1.0000, 0.8900, 0.9500, 0.9900, 0.9900, 1.0000, 0.9900, 0.9200,
#~         0.9800])

# %% confusion_words tags=["hidden"]
errors = confusion - confusion.diag().diag()
seen_images, mistake_count = len(labels), errors.sum().item()
cell_count = len(errors.nonzero())

# %% confusion_picture
errors = confusion - confusion.diag().diag()
fig, ax = plt.subplots(figsize=(5, 4.6), layout="constrained")
ax.imshow(errors.numpy(), cmap="Blues", vmax=2 * errors.max())
for row, column in errors.nonzero().tolist():
    ax.text(column, row, errors[row, column].item(), ha="center", va="center")
_ = ax.set(xlabel="predicted", ylabel="true", xticks=range(10), yticks=range(10))
# alt-ko: 대각선을 뺀 10×10 혼동 행렬. 칸마다 틀린 수가 적혀 있습니다. 테스트 이미지 {seen_images}장 가운데
# alt-ko: {mistake_count}장을 틀렸고, 틀린 곳은 {cell_count}칸에 흩어져 있습니다.
# alt-en: The 10 by 10 confusion matrix without its diagonal, the number of mistakes written into
# alt-en: each cell: {mistake_count} mistakes in {seen_images} test images, spread over
# alt-en: {cell_count} cells.

# %% sure
probabilities = logits.softmax(dim=1)
confidence = probabilities.max(dim=1).values
mistakes = (predicted != labels).nonzero().flatten()
surest = mistakes[confidence[mistakes].argsort(descending=True)][:10]
shown = confidence[surest].tolist()

fig, axes = plt.subplots(2, 5, figsize=(6.4, 3.6), layout="constrained")
for ax, index, sure in zip(axes.flat, surest.tolist(), shown):
    ax.imshow(test_data.data[index].numpy(), cmap="gray")
    ax.set_title(f"{labels[index]}, not {predicted[index]}\n{sure:.2f}", fontsize=12)
    ax.axis("off")
# alt-ko: 가장 자신 있게 틀린 숫자들. 제목은 정답과 예측, 예측한 숫자의 확률이며 확률은
# alt-ko: {shown[0]:.2f}에서 시작해 차례로 낮아집니다.
# alt-en: The mistakes the model was surest of. The titles give the truth, the prediction and the
# alt-en: probability of the predicted digit, which starts at {shown[0]:.2f} and goes down.

# %% save
torch.save({"state": model.state_dict(), "mean": mean, "std": std}, "mnist.pt")

# %% restore
saved = torch.load("mnist.pt", map_location=device, weights_only=True)
restored = make_model()
print(restored.load_state_dict(saved["state"]))
#> <All keys matched successfully>

restored.eval()
with torch.inference_mode():
    again = torch.cat([restored(images.to(device)).cpu() for images, _ in test_loader])
print(f"largest difference {(again - logits).abs().max().item():.1f}")
#> largest difference 0.0

# %% predict_one
image, label = test_data[0]
with torch.inference_mode():
    probabilities = restored(image.unsqueeze(0).to(device)).softmax(dim=1)[0]
digit = probabilities.argmax().item()
print(f"true {label}, predicted {digit}, probability {probabilities[digit]:.2f}")
#~ true 5, predicted 5, probability 0.99

# %% exercise_3
fresh = make_model()
fresh.train()
for epoch in range(3):
    print(f"epoch {epoch}: dropout works: {fresh.training}")
    # ko: 여기서 한 에폭을 학습합니다. | en: An epoch of training goes here.
    evaluate(fresh, valid_loader, loss_fn, device)
#> epoch 0: dropout works: True
#> epoch 1: dropout works: False
#> epoch 2: dropout works: False

# %% exercise_1
images = torch.stack([test_data[index][0] for index in range(100)]).to(device)
with torch.inference_mode():
    for mode in (True, False):
        restored.train(mode)
        print(mode, (restored(images) - restored(images)).abs().max().item())
#~ True 10.858559608459473
#~ False 0.0

# %% exercise_2
images = torch.stack([image for image, _ in test_data])
with torch.inference_mode():
    for shift in (0, 2, 4, 6):
        moved = images.roll(shift, dims=3).to(device)
        hits = restored(moved).argmax(dim=1).cpu() == labels
        print(f"moved by {shift} pixels: {hits.float().mean().item():.2f}")
    white_paper = ((255 - test_data.data) / 255 - mean) / std
    hits = restored(white_paper.unsqueeze(1).to(device)).argmax(dim=1).cpu() == labels
    print(f"black on white: {hits.float().mean().item():.2f}")
#~ moved by 0 pixels: 0.97
#~ moved by 2 pixels: 0.90
#~ moved by 4 pixels: 0.57
#~ moved by 6 pixels: 0.24
#~ black on white: 0.16

# %% exercise_3_right
for epoch in range(3):
    fresh.train()
    print(f"epoch {epoch}: dropout works: {fresh.training}")
    evaluate(fresh, valid_loader, loss_fn, device)
#> epoch 0: dropout works: True
#> epoch 1: dropout works: True
#> epoch 2: dropout works: True

# %% keep tags=["hidden"]
# ko: 숫자를 그려 보는 칸이 쓰는 모델과 정규화 상수입니다.
# en: The model and the constants of its normalization, for the field to draw a digit in.
model = model.cpu().eval()
pixel_mean, pixel_std = mean, std
parameters = sum(parameter.numel() for parameter in model.parameters())
test_share = round(test_accuracy, 2)
assert parameters == 11_770
assert test_accuracy > 0.93
