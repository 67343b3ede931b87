"""CIFAR-10 with a fully connected network, on a stand-in of the same form."""

# %% stand_in tags=["hidden"]
from pathlib import Path

from torchvision.datasets import CIFAR10

listing = Path("data", CIFAR10.base_folder, "STAND-IN.md5")
if listing.exists():
    md5 = dict(line.split()[::-1] for line in listing.read_text().splitlines())
    CIFAR10.train_list = [[name, md5[name]] for name, _ in CIFAR10.train_list]
    CIFAR10.test_list = [[name, md5[name]] for name, _ in CIFAR10.test_list]
    CIFAR10.meta = CIFAR10.meta | {"md5": md5["batches.meta"]}

# %% load
import matplotlib.pyplot as plt
import torch
import torch.nn.functional as F
from torch import nn
from torch.utils.data import DataLoader
from torchvision import datasets
from torchvision.transforms import v2

device = "cuda" if torch.cuda.is_available() else "cpu"
torch.manual_seed(0)

# ko: 실제 CIFAR-10의 채널별 평균과 표준편차
# en: Mean and standard deviation of each channel of the real CIFAR-10
mean, std = (0.4914, 0.48216, 0.44653), (0.24703, 0.24349, 0.26159)
transform = v2.Compose(
    [v2.ToImage(), v2.ToDtype(torch.float32, scale=True), v2.Normalize(mean, std)]
)
trainset = datasets.CIFAR10(root="data", train=True, download=True, transform=transform)
testset = datasets.CIFAR10(root="data", train=False, download=True, transform=transform)
training_images, test_images = len(trainset), len(testset)
print(training_images, test_images, trainset.classes)
#> 1000 200 ['airplane', 'automobile', 'bird', 'cat', 'deer', 'dog', 'frog', 'horse', 'ship', 'truck']

# %% grid
fig, axes = plt.subplots(2, 5, layout="constrained")
for label, ax in enumerate(axes.flat):
    first = trainset.targets.index(label)
    ax.imshow(trainset.data[first], interpolation="none")
    ax.set_title(trainset.classes[label])
    ax.axis("off")
all_names = ", ".join(trainset.classes)
# alt-ko: 프로그램으로 그린 32×32 컬러 그림문자 10장. 클래스마다 한 장씩
# alt-ko: {all_names} 순서로 놓여 있습니다.
# alt-en: Ten coloured pictograms of 32 by 32 pixels, drawn by a program, one for
# alt-en: each class: {all_names}.

# %% batch
trainloader = DataLoader(trainset, batch_size=32, shuffle=True)
testloader = DataLoader(testset, batch_size=32, shuffle=False)

inputs, labels = next(iter(trainloader))
print(trainset.data.shape, trainset.data.dtype)
#> (1000, 32, 32, 3) uint8
print(inputs.shape, inputs.dtype, labels.shape)
#> torch.Size([32, 3, 32, 32]) torch.float32 torch.Size([32])

# %% flatten
flat = inputs.view(-1, 32 * 32 * 3)
print(flat.shape)
#> torch.Size([32, 3072])
assert torch.equal(flat, inputs.flatten(start_dim=1))
assert flat.numel() == inputs.numel()

# %% flatten_wrong
inputs.view(-1, 32 * 3 * 3)
#! RuntimeError: shape '[-1, 288]' is invalid for input of size 98304

# %% flatten_silent
thirty_three = torch.zeros(33, 3, 32, 32)
print(thirty_three.view(-1, 32 * 3 * 3).shape)
#> torch.Size([352, 288])
print(thirty_three.flatten(start_dim=1).shape)
#> torch.Size([33, 3072])

# %% faulty_network
class FaultyNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc1 = nn.Linear(32 * 32 * 3, 500)
        self.fc2 = nn.Linear(500, 10)

    def forward(self, x):
        x = F.relu(self, fc1(x))
        return self.fc2(x)


faulty = FaultyNet()
faulty(flat)
#! NameError: name 'fc1' is not defined

# %% network
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc1 = nn.Linear(32 * 32 * 3, 500)
        self.fc2 = nn.Linear(500, 10)

    def forward(self, x):
        x = x.flatten(start_dim=1)
        x = F.relu(self.fc1(x))
        return self.fc2(x)


net = Net().to(device)
parameters = sum(parameter.numel() for parameter in net.parameters())
print(net(inputs.to(device)).shape, f"{parameters:,} parameters")
#> torch.Size([32, 10]) 1,541,510 parameters

# %% zero_grad
criterion = nn.CrossEntropyLoss()
optimizer = torch.optim.Adam(net.parameters(), lr=3e-4)

criterion(net(inputs.to(device)), labels.to(device)).backward()
once = net.fc2.weight.grad.clone()
criterion(net(inputs.to(device)), labels.to(device)).backward()
print(torch.allclose(net.fc2.weight.grad, 2 * once))
#> True

optimizer.zero_grad()
print(net.fc2.weight.grad)
#> None

# %% train
epochs = 10
losses = []
for epoch in range(1, epochs + 1):
    net.train()
    total_loss = 0.0
    for inputs, labels in trainloader:
        inputs, labels = inputs.to(device), labels.to(device)
        optimizer.zero_grad()
        outputs = net(inputs)
        loss = criterion(outputs, labels)
        loss.backward()
        optimizer.step()
        total_loss += loss.item() * labels.size(0)
    losses.append(total_loss / training_images)
    print(f"epoch {epoch}: loss {losses[-1]:.3f}")
#~ epoch 1: loss 0.804
#~ epoch 2: loss 0.319
#~ epoch 3: loss 0.213
#~ epoch 4: loss 0.152
#~ epoch 5: loss 0.139
#~ epoch 6: loss 0.100
#~ epoch 7: loss 0.083
#~ epoch 8: loss 0.077
#~ epoch 9: loss 0.057
#~ epoch 10: loss 0.042

assert losses[-1] < losses[0] / 3

# %% loss_curve
fig, ax = plt.subplots(layout="constrained")
ax.plot(range(1, epochs + 1), losses, marker="o")
_ = ax.set(xlabel="epoch", ylabel="training loss", xticks=range(1, epochs + 1))
# alt-ko: 대용 그림으로 잰 학습 손실이 에폭을 거듭하며 {losses[0]:.2f}에서
# alt-ko: {losses[9]:.2f}까지 줄어드는 꺾은선.
# alt-en: The training loss on the stand-in falling over the epochs from
# alt-en: {losses[0]:.2f} to {losses[9]:.2f}.

# %% eval_is_not_enough
inputs, labels = next(iter(testloader))
inputs = inputs.to(device)

net.eval()
print(net.training, net(inputs).requires_grad)
#> False True

with torch.no_grad():
    print(net(inputs).requires_grad)
#> False

with torch.inference_mode():
    print(net(inputs).requires_grad, torch.is_inference(net(inputs)))
#> False True

# %% argmax
with torch.inference_mode():
    outputs = net(inputs)

values, indices = torch.max(outputs, dim=1)
print(outputs.shape, values.shape, indices.shape)
#> torch.Size([32, 10]) torch.Size([32]) torch.Size([32])
assert torch.equal(indices, outputs.argmax(dim=1))
assert torch.equal(values, outputs[torch.arange(len(outputs)), indices])

# %% predict
correct, total = 0, 0
predictions = []
net.eval()
with torch.inference_mode():
    for inputs, labels in testloader:
        inputs, labels = inputs.to(device), labels.to(device)
        predicted = net(inputs).argmax(dim=1)
        predictions.append(predicted.cpu())
        total += labels.size(0)
        correct += (predicted == labels).sum().item()

accuracy = 100 * correct / total
predictions = torch.cat(predictions)
print(predictions.shape, predictions.dtype, total)
#> torch.Size([200]) torch.int64 200
print(f"{accuracy:.1f} %")
#~ 92.0 %

assert accuracy > 75
targets = torch.tensor(testset.targets)
assert correct == (predictions == targets).sum().item()

# %% fresh_network
torch.manual_seed(0)
fresh = Net().to(device).eval()
test_inputs = torch.stack([image for image, _ in testset]).to(device)
with torch.inference_mode():
    guesses = fresh(test_inputs).argmax(dim=1).cpu()
fresh_accuracy = 100 * (guesses == targets).float().mean().item()
print(f"{fresh_accuracy:.1f} %")
#~ 7.5 %
assert fresh_accuracy < 30

# %% exercise_1
shares, sizes = [], []
with torch.inference_mode():
    for inputs, labels in testloader:
        hits = net(inputs.to(device)).argmax(dim=1).cpu() == labels
        shares.append(100 * hits.float().mean().item())
        sizes.append(len(labels))

print(sizes)
#> [32, 32, 32, 32, 32, 32, 8]
mean_of_shares = sum(shares) / len(shares)
weights = [size / total for size in sizes]
weighted = sum(share * weight for share, weight in zip(shares, weights, strict=True))
assert abs(weighted - accuracy) < 1e-3
print(f"{mean_of_shares:.2f} or {weighted:.2f}")
#~ 92.86 or 92.00

# %% exercise_2
logits = net(test_inputs)
print(logits.requires_grad, logits.grad_fn is None)
#> True False
logits = logits.detach()
print(logits.requires_grad, logits.grad_fn is None)
#> False True

# %% exercise_3
for label, name in enumerate(testset.classes):
    of_class = targets == label
    found = (predictions[of_class] == label).float().mean().item()
    print(f"{found:.2f} {name}")
#~ 1.00 airplane
#~ 0.95 automobile
#~ 1.00 bird
#~ 1.00 cat
#~ 0.80 deer
#~ 0.65 dog
#~ 0.90 frog
#~ 0.95 horse
#~ 1.00 ship
#~ 0.95 truck
