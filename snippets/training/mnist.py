"""MNIST from loading to saving: a small convolutional network for digits."""

# %% load
import time

import matplotlib.pyplot as plt
import torch
from torch import nn
from torch.utils.data import DataLoader, random_split
from torchvision import datasets
from torchvision.transforms import v2

device = "cuda" if torch.cuda.is_available() else "cpu"
torch.manual_seed(0)

to_tensor = v2.Compose([v2.ToImage(), v2.ToDtype(torch.float32, scale=True)])
training_data = datasets.MNIST(
    root="data", train=True, download=True, transform=to_tensor
)
test_data = datasets.MNIST(root="data", train=False, download=True, transform=to_tensor)

training_images, test_images = len(training_data), len(test_data)
print(training_images, test_images)
#> 4000 1000

# %% one_image
image, label = training_data[0]
print(image.shape, image.dtype, "label", label)
#> torch.Size([1, 28, 28]) torch.float32 label 5
print(f"{image.min():.1f} to {image.max():.1f}")
#> 0.0 to 1.0
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
shown_digits = ", ".join(map(str, training_data.targets[:10].tolist()))
# alt-ko: 손으로 쓴 흰 숫자 30개가 검은 바탕에 3줄로 놓여 있습니다. 첫 줄은
# alt-ko: {shown_digits}입니다.
# alt-en: Thirty white handwritten digits on black, in three rows. The first row
# alt-en: reads {shown_digits}.

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
parameters = sum(parameter.numel() for parameter in model.parameters())
print(f"{parameters:,} parameters")
#> 11,770 parameters

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

# %% accuracy
def measure_accuracy(model, loader):
    model.eval()
    correct = 0
    with torch.inference_mode():
        for images, labels in loader:
            predicted = model(images.to(device)).argmax(dim=1)
            correct += (predicted == labels.to(device)).sum().item()
    return correct / len(loader.dataset)


before = measure_accuracy(model, valid_loader)
print(f"{before:.3f}")
#~ 0.113
assert before < 0.3

# %% train
epochs = 5
loss_fn = nn.CrossEntropyLoss()
optimizer = torch.optim.Adam(model.parameters(), lr=0.003)
torch.set_num_threads(1)  # ko: 시간을 재려고 스레드 하나만 | en: one, for the timing
start = time.process_time()

valid_accuracies = []
for epoch in range(1, epochs + 1):
    model.train()
    for images, labels in train_loader:
        loss = loss_fn(model(images.to(device)), labels.to(device))
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    valid_accuracies.append(measure_accuracy(model, valid_loader))
    print(f"epoch {epoch}: validation accuracy {valid_accuracies[-1]:.3f}")
#~ epoch 1: validation accuracy 0.920
#~ epoch 2: validation accuracy 0.935
#~ epoch 3: validation accuracy 0.945
#~ epoch 4: validation accuracy 0.955
#~ epoch 5: validation accuracy 0.960

cpu_seconds = time.process_time() - start

# %% accuracy_curve
fig, ax = plt.subplots(layout="constrained")
ax.plot(range(1, epochs + 1), valid_accuracies, marker="o")
_ = ax.set(xlabel="epoch", ylabel="validation accuracy", xticks=range(1, epochs + 1))
# alt-ko: 에폭마다 잰 검증 정확도가 {valid_accuracies[0]:.1%}에서
# alt-ko: {valid_accuracies[4]:.1%}까지 오르는 꺾은선.
# alt-en: The validation accuracy, measured after each epoch, rising from
# alt-en: {valid_accuracies[0]:.1%} to {valid_accuracies[4]:.1%}.

# %% test
test_accuracy = measure_accuracy(model, test_loader)
print(f"test accuracy {test_accuracy:.3f}, {cpu_seconds:.1f} s")
#~ test accuracy 0.971, 9.7 s
assert test_accuracy >= 0.95

# ko: 학습 이미지 4,000장마다 CPU 시간 20초 안에 끝나야 합니다.
# en: At most 20 s of CPU time for every 4,000 training images.
assert cpu_seconds < 20 * training_images / 4_000

# %% predict_all
def predict_logits(model, loader):
    model.eval()
    with torch.inference_mode():
        return torch.cat([model(images.to(device)).cpu() for images, _ in loader])


logits = predict_logits(model, test_loader)
predicted, labels = logits.argmax(dim=1), test_data.targets
print(logits.shape, predicted.shape)
#> torch.Size([1000, 10]) torch.Size([1000])
assert (predicted == labels).sum().item() == test_accuracy * test_images

# %% confusion
# ko: 행은 정답, 열은 예측입니다.
# en: A row for each true digit, a column for each predicted one.
confusion = (labels * 10 + predicted).bincount(minlength=100).reshape(10, 10)
print(confusion.shape, confusion.sum().item())
#> torch.Size([10, 10]) 1000
assert confusion[4, 9] == ((labels == 4) & (predicted == 9)).sum()
assert confusion.diag().sum() == (predicted == labels).sum()

# ko: 숫자마다 정답 가운데 맞힌 비율, 곧 재현율
# en: For each digit the share found: the recall
print(confusion.diag() / confusion.sum(dim=1))
#~ tensor([1.0000, 0.9900, 0.9300, 0.9600, 0.9700, 0.9600, 1.0000, 0.9600, 0.9600,
#~         0.9800])

# %% confusion_picture
errors = confusion - confusion.diag().diag()
true_digit, wrong_digit = divmod(errors.argmax().item(), 10)
most = errors.max().item()

fig, ax = plt.subplots(layout="constrained")
picture = ax.imshow(errors.numpy(), cmap="Blues")
ax.set(xlabel="predicted", ylabel="true", xticks=range(10), yticks=range(10))
_ = fig.colorbar(picture, label="mistakes")
# alt-ko: 대각선을 뺀 10×10 혼동 행렬. 가장 진한 칸은 정답 {true_digit},
# alt-ko: 예측 {wrong_digit}인 칸이며 {most}번 틀렸습니다.
# alt-en: The 10 by 10 confusion matrix without its diagonal. The darkest cell is
# alt-en: true {true_digit}, predicted {wrong_digit}: {most} mistakes.

# %% worst
losses = nn.functional.cross_entropy(logits, labels, reduction="none")
mistakes = (predicted != labels).nonzero().flatten()
worst = mistakes[losses[mistakes].argsort(descending=True)][:10]

fig, axes = plt.subplots(2, 5, layout="constrained")
for ax, index in zip(axes.flat, worst.tolist(), strict=True):
    ax.imshow(test_data.data[index].numpy(), cmap="gray")
    ax.set_title(f"{labels[index]}, not {predicted[index]}")
    ax.axis("off")
worst_true, worst_guess = labels[worst[0]].item(), predicted[worst[0]].item()
# alt-ko: 손실이 가장 큰 오답 10장. 첫 장은 정답 {worst_true},
# alt-ko: 예측 {worst_guess}입니다.
# alt-en: The ten mistakes with the largest loss. The first is a {worst_true}
# alt-en: taken for a {worst_guess}.

# %% save
torch.save(model.state_dict(), "mnist.pt")

# %% restore
restored = make_model()
state = torch.load("mnist.pt", map_location=device, weights_only=True)
print(restored.load_state_dict(state))
#> <All keys matched successfully>
torch.testing.assert_close(predict_logits(restored, test_loader), logits)

# %% predict_one
image, label = test_data[0]
restored.eval()
with torch.inference_mode():
    probabilities = restored(image.unsqueeze(0).to(device)).softmax(dim=1)[0]

digit = probabilities.argmax().item()
print(f"true {label}, predicted {digit}, probability {probabilities[digit]:.2f}")
#~ true 5, predicted 5, probability 0.96
assert digit == label

# %% exercise_1
model.train()
with torch.inference_mode():
    batch = torch.stack([test_data[index][0] for index in range(100)]).to(device)
    print(torch.equal(model(batch), model(batch)))
    model.eval()
    print(torch.equal(model(batch), model(batch)))
#> False
#> True

# %% exercise_2
images = torch.stack([image for image, _ in test_data])
with torch.inference_mode():
    for shift in (0, 2, 4, 6):
        moved = images.roll(shift, dims=3).to(device)
        share = (model(moved).argmax(dim=1).cpu() == labels).float().mean().item()
        print(f"moved by {shift} pixels: {share:.3f}")
#~ moved by 0 pixels: 0.971
#~ moved by 2 pixels: 0.895
#~ moved by 4 pixels: 0.537
#~ moved by 6 pixels: 0.243

assert share < test_accuracy / 2

# %% exercise_3
with torch.inference_mode():
    inverted = model(1 - images.to(device)).argmax(dim=1).cpu()
inverted_accuracy = (inverted == labels).float().mean().item()
print(f"{inverted_accuracy:.3f}")
#~ 0.092
assert inverted_accuracy < 0.5
