"""Fashion-MNIST with a fully connected network: ten kinds of clothing."""

# %% load
import matplotlib.pyplot as plt
import torch
from torch import nn
from torch.utils.data import DataLoader, random_split
from torchvision import datasets
from torchvision.transforms import v2

device = "cuda" if torch.cuda.is_available() else "cpu"
torch.manual_seed(0)

to_tensor = v2.Compose([v2.ToImage(), v2.ToDtype(torch.float32, scale=True)])
training_data = datasets.FashionMNIST(
    root="data", train=True, download=True, transform=to_tensor
)
test_data = datasets.FashionMNIST(
    root="data", train=False, download=True, transform=to_tensor
)
training_images, test_images = len(training_data), len(test_data)
print(training_images, test_images, training_data[0][0].shape)
#> 3000 1000 torch.Size([1, 28, 28])

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
print(mosaic.shape)
#> torch.Size([112, 280])

fig, ax = plt.subplots(layout="constrained")
ax.imshow(mosaic.numpy(), cmap="gray", interpolation="none")
ax.set_xticks(range(14, 280, 28), class_names, rotation=45)
_ = ax.set_yticks([])
all_names = ", ".join(class_names)
# alt-ko: 옷과 신발, 가방의 흑백 사진 40장. 한 열에 한 클래스씩 4장이 있으며
# alt-ko: 왼쪽부터 {all_names}입니다.
# alt-en: Forty greyscale photographs of clothes, shoes and bags, four to a column,
# alt-en: one class a column; from the left: {all_names}.

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
parameters = sum(parameter.numel() for parameter in model.parameters())
print(f"{parameters:,} parameters")
#> 669,706 parameters

# %% loops
loss_fn = nn.CrossEntropyLoss()


def train_one_epoch(model, optimizer):
    model.train()
    for images, labels in train_loader:
        loss = loss_fn(model(images.to(device)), labels.to(device))
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()


def predict_logits(model, loader):
    model.eval()
    with torch.inference_mode():
        outputs = [model(images.to(device)).cpu() for images, _ in loader]
    return torch.cat(outputs)

# %% train
epochs = 8
optimizer = torch.optim.Adam(model.parameters(), lr=0.001)
valid_labels = torch.tensor([label for _, label in valid_set])

valid_losses, valid_accuracies = [], []
for epoch in range(1, epochs + 1):
    train_one_epoch(model, optimizer)
    logits = predict_logits(model, valid_loader)
    valid_losses.append(loss_fn(logits, valid_labels).item())
    hits = (logits.argmax(dim=1) == valid_labels).float()
    valid_accuracies.append(hits.mean().item())
    loss, accuracy = valid_losses[-1], valid_accuracies[-1]
    print(f"epoch {epoch}: loss {loss:.3f}, accuracy {accuracy:.3f}")
#~ epoch 1: loss 0.743, accuracy 0.733
#~ epoch 2: loss 0.689, accuracy 0.740
#~ epoch 3: loss 0.783, accuracy 0.753
#~ epoch 4: loss 0.560, accuracy 0.810
#~ epoch 5: loss 0.589, accuracy 0.800
#~ epoch 6: loss 0.574, accuracy 0.763
#~ epoch 7: loss 0.541, accuracy 0.823
#~ epoch 8: loss 0.552, accuracy 0.803

assert valid_losses[-1] < valid_losses[0]

# %% accuracy_curve
fig, ax = plt.subplots(layout="constrained")
ax.plot(range(1, epochs + 1), valid_accuracies, marker="o")
_ = ax.set(xlabel="epoch", ylabel="validation accuracy", xticks=range(1, epochs + 1))
# alt-ko: 에폭마다 잰 검증 정확도. 첫 에폭 {valid_accuracies[0]:.1%}에서 시작해
# alt-ko: 마지막 에폭에는 {valid_accuracies[7]:.1%}입니다.
# alt-en: The validation accuracy, measured after each epoch: {valid_accuracies[0]:.1%}
# alt-en: after the first, {valid_accuracies[7]:.1%} after the last.

# %% test
logits, labels = predict_logits(model, test_loader), test_data.targets
predicted = logits.argmax(dim=1)
test_accuracy = (predicted == labels).float().mean().item()
print(f"test accuracy {test_accuracy:.3f}")
#~ test accuracy 0.835
assert 0.75 < test_accuracy < 0.95

# %% top_two
top_two = logits.topk(2, dim=1).indices
among_two = (top_two == labels.unsqueeze(1)).any(dim=1).float().mean().item()
print(f"right answer among the best two: {among_two:.3f}")
#~ right answer among the best two: 0.939
assert among_two > 0.9

# %% recall
confusion = (labels * 10 + predicted).bincount(minlength=100).reshape(10, 10)
recall = confusion.diag() / confusion.sum(dim=1)
for name, share in zip(class_names, recall.tolist(), strict=True):
    print(f"{share:.2f} {name}")
#~ 0.78 T-shirt/top
#~ 0.96 Trouser
#~ 0.71 Pullover
#~ 0.82 Dress
#~ 0.88 Coat
#~ 0.92 Sandal
#~ 0.44 Shirt
#~ 0.95 Sneaker
#~ 0.96 Bag
#~ 0.93 Ankle boot

assert recall[class_names.index("Trouser")] > 0.85
assert recall[class_names.index("Shirt")] < recall.mean() - 0.05
assert confusion.diag().sum() == (predicted == labels).sum()

# %% confusion_picture
errors = confusion - confusion.diag().diag()
true_class, wrong_class = divmod(errors.argmax().item(), 10)
true_name, wrong_name = class_names[true_class], class_names[wrong_class]
most = errors.max().item()

fig, ax = plt.subplots(layout="constrained")
picture = ax.imshow(errors.numpy(), cmap="Blues")
ax.set(xlabel="predicted", ylabel="true", xticks=range(10))
ax.set_yticks(range(10), class_names)
_ = fig.colorbar(picture, label="mistakes")
# alt-ko: 대각선을 뺀 10×10 혼동 행렬. 가장 진한 칸은 정답 {true_name},
# alt-ko: 예측 {wrong_name}인 칸이며 {most}번 틀렸습니다.
# alt-en: The 10 by 10 confusion matrix without its diagonal. The darkest cell is
# alt-en: true {true_name}, predicted {wrong_name}: {most} mistakes.

# %% pairs
tops = [
    class_names.index(name) for name in ("T-shirt/top", "Pullover", "Coat", "Shirt")
]
among_tops = errors[tops][:, tops].sum().item() / errors.sum().item()
print(f"mistakes among the four tops: {among_tops:.2f}")
#~ mistakes among the four tops: 0.62
assert among_tops > 0.4

# %% worst
losses = nn.functional.cross_entropy(logits, labels, reduction="none")
mistakes = (predicted != labels).nonzero().flatten()
worst = mistakes[losses[mistakes].argsort(descending=True)][:8]

fig, axes = plt.subplots(2, 4, layout="constrained")
for ax, index in zip(axes.flat, worst.tolist(), strict=True):
    ax.imshow(test_data.data[index].numpy(), cmap="gray")
    ax.set_title(f"{class_names[labels[index]]},\nnot {class_names[predicted[index]]}")
    ax.axis("off")
worst_name = class_names[labels[worst[0]]]
worst_guess = class_names[predicted[worst[0]]]
# alt-ko: 손실이 가장 큰 오답 8장. 첫 장의 정답은 {worst_name},
# alt-ko: 예측은 {worst_guess}입니다.
# alt-en: The eight mistakes with the largest loss. The first is labelled
# alt-en: {worst_name} and was predicted to be {worst_guess}.

# %% save_and_restore
torch.save(model.state_dict(), "fashion_mnist.pt")

restored = NeuralNetwork().to(device)
state = torch.load("fashion_mnist.pt", map_location=device, weights_only=True)
print(restored.load_state_dict(state))
#> <All keys matched successfully>
torch.testing.assert_close(predict_logits(restored, test_loader), logits)

# %% predict
chosen = (2, 4)
images = torch.stack([test_data[index][0] for index in chosen])
restored.eval()
with torch.inference_mode():
    probabilities = restored(images.to(device)).softmax(dim=1).cpu()

print([class_names[labels[index]] for index in chosen], probabilities.shape)
#> ['Trouser', 'Shirt'] torch.Size([2, 10])
torch.testing.assert_close(probabilities.sum(dim=1), torch.ones(2))
assert probabilities[0].argmax() == labels[2]

# %% probability_picture
fig, axes = plt.subplots(1, 2, sharey=True, layout="constrained")
for ax, index, bars in zip(axes, chosen, probabilities, strict=True):
    ax.barh(class_names, bars.numpy())
    ax.set(title=f"true: {class_names[labels[index]]}", xlabel="probability")
ax.invert_yaxis()
sure, unsure = probabilities.max(dim=1).values.tolist()
guesses = [class_names[number] for number in probabilities.argmax(dim=1)]
# alt-ko: 두 사진의 열 클래스 확률 막대. 바지 사진은 {guesses[0]}의 확률이
# alt-ko: {sure:.0%}, 셔츠 사진은 {guesses[1]}의 확률이 {unsure:.0%}로 가장 큽니다.
# alt-en: Bars for the ten probabilities of two photographs. For the trousers the
# alt-en: longest is {guesses[0]} with {sure:.0%}, for the shirt {guesses[1]}
# alt-en: with {unsure:.0%}.

# %% exercise_1
noise = torch.rand(100, 1, 28, 28)
with torch.inference_mode():
    noise_probabilities = model(noise.to(device)).softmax(dim=1).cpu()

confidence, noise_guesses = noise_probabilities.max(dim=1)
favourite = noise_guesses.mode().values.item()
times = (noise_guesses == favourite).sum().item()
print(class_names[favourite], f"{confidence.mean():.2f}")
#~ Bag 0.77
assert times > 50
assert confidence.mean() > 0.4

# %% exercise_2
slow_model = NeuralNetwork().to(device)
slow_optimizer = torch.optim.SGD(slow_model.parameters(), lr=0.001)
for _ in range(2):
    train_one_epoch(slow_model, slow_optimizer)

slow_updates = 2 * len(train_loader)
slow_logits = predict_logits(slow_model, test_loader)
slow_accuracy = (slow_logits.argmax(dim=1) == labels).float().mean().item()
print(f"{slow_updates} updates, accuracy {slow_accuracy:.3f}")
#~ 86 updates, accuracy 0.137
assert slow_accuracy < 0.5

# %% exercise_3
groups = torch.tensor([0, 1, 0, 0, 0, 2, 0, 2, 3, 2])
group_accuracy = (groups[predicted] == groups[labels]).float().mean().item()
print(f"{group_accuracy:.3f}")
#~ 0.981
assert group_accuracy > 0.95
