"""Transfer learning: a body trained on digits 0 to 4 learns 5 to 9, and weights from torchvision."""

# %% digits
import torch
import torch.nn.functional as F
from torch import nn
from torchvision import datasets

training_data = datasets.MNIST(root="data", train=True, download=True)
test_data = datasets.MNIST(root="data", train=False, download=True)


def chosen(dataset, low, high, most):
    inside = (dataset.targets >= low) & (dataset.targets <= high)
    places = inside.nonzero().flatten()[:most]
    pixels = dataset.data[places].unsqueeze(1) / 255
    return pixels, dataset.targets[places] - low


old_x, old_y = chosen(training_data, 0, 4, most=2000)
pool_x, pool_y = chosen(training_data, 5, 9, most=2000)
new_x, new_y = chosen(test_data, 5, 9, most=500)
print(len(old_x), len(new_x), pool_y.unique().tolist())
#> 2000 500 [0, 1, 2, 3, 4]


# %% body
def make_model():
    body = nn.Sequential(
        nn.Conv2d(1, 16, kernel_size=5, stride=2, padding=2),
        nn.ReLU(),
        nn.Conv2d(16, 32, kernel_size=3, padding=1),
        nn.ReLU(),
        nn.MaxPool2d(2),
        nn.Flatten(),
    )
    return nn.Sequential(body, nn.Linear(32 * 7 * 7, 5))


def fit(model, x, y, epochs, lr):
    wanted = [one for one in model.parameters() if one.requires_grad]
    optimizer = torch.optim.AdamW(wanted, lr=lr, weight_decay=0.0)
    model.train()
    for _ in range(epochs):
        for batch in torch.randperm(len(x)).split(50):
            loss = F.cross_entropy(model(x[batch]), y[batch])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()


def accuracy(model, x, y):
    model.eval()
    with torch.no_grad():
        return (model(x).argmax(dim=1) == y).float().mean().item()


# %% pretrain
torch.manual_seed(0)
pretrained = make_model()
fit(pretrained, old_x, old_y, epochs=5, lr=0.003)
torch.save(pretrained.state_dict(), "digits_0_to_4.pt")

# %% few
def draw_five_each(seed):
    torch.manual_seed(seed)
    places = [(pool_y == label).nonzero().flatten() for label in range(5)]
    few = torch.cat([one[torch.randperm(len(one))[:5]] for one in places])
    return pool_x[few], pool_y[few]


few_x, few_y = draw_five_each(seed=0)
print(few_x.shape, few_y.bincount().tolist())
#> torch.Size([25, 1, 28, 28]) [5, 5, 5, 5, 5]


# %% frozen
def from_pretrained():
    model = make_model()
    model.load_state_dict(torch.load("digits_0_to_4.pt"))
    model[1] = nn.Linear(32 * 7 * 7, 5)
    return model


model = from_pretrained()
model[0].requires_grad_(False)
trainable = [one.numel() for one in model.parameters() if one.requires_grad]
print("trained:", sum(trainable))
#> trained: 7845

# %% frozen_all tags=["hidden"]
print("trained:", sum(one.numel() for one in model.parameters()))
#> trained: 12901

# %% frozen_body tags=["hidden"]
print("trained:", sum(one.numel() for one in model[0].parameters()))
#> trained: 5056

# %% frozen_none tags=["hidden"]
trainable = [one.numel() for one in model[0].parameters() if one.requires_grad]
print("trained:", sum(trainable))
#> trained: 0

# %% compare
def run(kind, seed):
    x, y = draw_five_each(seed)
    scratch = kind in ("from scratch", "frozen random")
    model = make_model() if scratch else from_pretrained()
    model[0].requires_grad_("frozen" not in kind)
    fit(model, x, y, epochs=40, lr=0.0005 if kind == "fine-tuned" else 0.003)
    return accuracy(model, new_x, new_y)


kinds = ["from scratch", "frozen random", "frozen", "fine-tuned"]
results = {kind: [run(kind, seed) for seed in range(5)] for kind in kinds}
for kind, accuracies in results.items():
    shown = " ".join(f"{one:.2f}" for one in accuracies)
    print(f"{kind:13} {shown}, mean {sum(accuracies) / 5:.3f}")
#~ from scratch  0.70 0.78 0.79 0.79 0.70, mean 0.753
#~ frozen random 0.64 0.77 0.78 0.75 0.73, mean 0.734
#~ frozen        0.70 0.82 0.85 0.82 0.74, mean 0.788
#~ fine-tuned    0.71 0.82 0.83 0.80 0.74, mean 0.781

# %% compare_numbers tags=["hidden"]
means = [100 * sum(one) / 5 for one in results.values()]
scratch_percent, random_percent, frozen_percent, tuned_percent = means
wins = sum(a > b for a, b in zip(results["frozen"], results["from scratch"]))
tuned_wins = sum(a > b for a, b in zip(results["fine-tuned"], results["from scratch"]))

# %% dots
import matplotlib.pyplot as plt

fig, ax = plt.subplots(figsize=(6.4, 2.7), layout="constrained")
for row, accuracies in enumerate(results.values()):
    ax.plot(accuracies, [row] * 5, "o", color="C0", alpha=0.6)
    ax.plot(sum(accuracies) / 5, row, "|", color="C1", markersize=22, markeredgewidth=3)
ax.set_yticks(range(4), results)
_ = ax.set(xlabel="accuracy on the digits 5 to 9", ylim=(3.5, -0.5))
# alt-ko: 네 줄의 점 그림. 시드마다 점 하나이고 세로 막대가 평균입니다. 위에서부터 평균이
# alt-ko: {scratch_percent:.1f}%, {random_percent:.1f}%, {frozen_percent:.1f}%, {tuned_percent:.1f}%입니다.
# alt-en: Four rows of dots, one dot a seed, with a bar at the mean. From the top the means are
# alt-en: {scratch_percent:.1f}, {random_percent:.1f}, {frozen_percent:.1f} and {tuned_percent:.1f} per cent.

# %% deeper
def make_deeper():
    body = nn.Sequential(
        nn.Conv2d(1, 16, kernel_size=3, stride=2, padding=1),
        nn.ReLU(),
        nn.Conv2d(16, 32, kernel_size=3, stride=2, padding=1),
        nn.ReLU(),
        nn.Flatten(),
        nn.Linear(32 * 7 * 7, 64),
        nn.ReLU(),
    )
    return nn.Sequential(body, nn.Linear(64, 5))


torch.manual_seed(0)
deeper = make_deeper()
fit(deeper, old_x, old_y, epochs=5, lr=0.003)

deeper_results = {"from scratch": [], "frozen": []}
for kind, accuracies in deeper_results.items():
    for seed in range(5):
        x, y = draw_five_each(seed)
        model = make_deeper()
        if kind == "frozen":
            model[0].load_state_dict(deeper[0].state_dict())
            model[0].requires_grad_(False)
        fit(model, x, y, epochs=40, lr=0.003)
        accuracies.append(accuracy(model, new_x, new_y))
    print(f"{kind:13} mean {sum(accuracies) / 5:.3f}")
#~ from scratch  mean 0.752
#~ frozen        mean 0.593

# %% deeper_numbers tags=["hidden"]
deeper_scratch, deeper_frozen = (100 * sum(one) / 5 for one in deeper_results.values())
deeper_wins = sum(
    a > b for a, b in zip(deeper_results["frozen"], deeper_results["from scratch"])
)

# %% stale_head
model = from_pretrained()
optimizer = torch.optim.AdamW(model.parameters(), lr=0.003)
model[1] = nn.Linear(32 * 7 * 7, 5)
before = model[1].weight.detach().clone()
F.cross_entropy(model(few_x), few_y).backward()
optimizer.step()
print("head moved by", (model[1].weight - before).abs().max().item())
#> head moved by 0.0

# %% download
from torchvision import models


def pretrained_vgg16():
    # ko: 이 함수는 여기에서 부르지 않습니다. 부르면 내려받기가 시작됩니다.
    # en: Not called here: calling it would start the download.
    return models.vgg16(weights=models.VGG16_Weights.IMAGENET1K_V1).eval()


# %% enum
weights = models.VGG16_Weights.DEFAULT
print(weights)
#> VGG16_Weights.IMAGENET1K_V1
print([entry.name for entry in models.VGG16_Weights])
#> ['IMAGENET1K_V1', 'IMAGENET1K_FEATURES']
print(weights.url.rsplit("/")[-1])
#> vgg16-397923af.pth

# %% metadata
categories = weights.meta["categories"]
parameter_count = weights.meta["num_params"]
print(f"{parameter_count:,} parameters, {len(categories):,} classes")
#> 138,357,544 parameters, 1,000 classes
print(categories[:3])
#> ['tench', 'goldfish', 'great white shark']

# %% metadata_numbers tags=["hidden"]
category_count = len(categories)

# %% on_meta
# ko: meta 장치의 텐서는 형태만 있고 값이 없어서 메모리를 쓰지 않습니다.
# en: Tensors on the meta device have a shape but no values, so they take no memory.
with torch.device("meta"):
    vgg16 = models.vgg16(weights=None)
vgg16_numel = sum(parameter.numel() for parameter in vgg16.parameters())
vgg16_bytes = vgg16_numel * torch.float32.itemsize
vgg16_megabytes = round(vgg16_bytes / 1000**2)
vgg16_mebibytes = round(vgg16_bytes / 1024**2)
print(f"{vgg16_numel:,}: {vgg16_megabytes} MB = {vgg16_mebibytes} MiB")
#> 138,357,544: 553 MB = 528 MiB

# %% preprocess
preset = weights.transforms()
print(preset)
#> ImageClassification(
#>     crop_size=[224]
#>     resize_size=[256]
#>     mean=[0.485, 0.456, 0.406]
#>     std=[0.229, 0.224, 0.225]
#>     interpolation=InterpolationMode.BILINEAR
#> )

# %% training_transforms
from torchvision.transforms import v2

for_training = v2.Compose(
    [
        v2.RandomResizedCrop(preset.crop_size),
        v2.RandomHorizontalFlip(),
        v2.ToDtype(torch.float32, scale=True),
        v2.Normalize(preset.mean, preset.std),
    ]
)
torch.manual_seed(0)
photo = torch.randint(256, (3, 300, 400), dtype=torch.uint8)
first, second = for_training(photo), for_training(photo)
print(first.shape, f"two draws differ by {(first - second).abs().mean():.2f}")
#~ torch.Size([3, 224, 224]) two draws differ by 0.94
first, second = preset(photo), preset(photo)
print(first.shape, f"two calls differ by {(first - second).abs().mean():.2f}")
#~ torch.Size([3, 224, 224]) two calls differ by 0.00

# %% saved
model = models.squeezenet1_1(weights=None)
torch.save(model.state_dict(), "squeezenet.pth")

reloaded = models.squeezenet1_1(weights=None)
reloaded.load_state_dict(torch.load("squeezenet.pth", map_location="cpu"))
reloaded.eval()
model.eval()
with torch.no_grad():
    batch = preset(photo).unsqueeze(0)
    gap = (model(batch) - reloaded(batch)).abs().max().item()
print("largest difference:", gap)
#> largest difference: 0.0

# %% exercise_1
ten_classes = models.squeezenet1_1(weights=None, num_classes=10)
state = model.state_dict()
kept = {name: tensor for name, tensor in state.items() if "classifier" not in name}
result = ten_classes.load_state_dict(kept, strict=False)
print(result.missing_keys)
#> ['classifier.1.weight', 'classifier.1.bias']

# %% exercise_2
model.requires_grad_(False)
model.classifier[1] = nn.Conv2d(512, 10, kernel_size=1)
trainable = [name for name, one in model.named_parameters() if one.requires_grad]
print(trainable)
#> ['classifier.1.weight', 'classifier.1.bias']

# %% exercise_3
body = nn.Sequential(nn.Conv2d(1, 4, kernel_size=3), nn.BatchNorm2d(4))
body.requires_grad_(False)
body.train()
body(few_x)
print(f"running variance moved by {(body[1].running_var - 1).abs().max():.2f}")
#~ running variance moved by 0.10
