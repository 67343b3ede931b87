"""Pretrained weights: the weights enum, its metadata, and a small model reloaded."""

# %% download
from torchvision import models


def pretrained_vgg16():
    # ko: 이 함수는 여기에서 부르지 않습니다. 부르면 내려받기가 시작됩니다.
    # en: Not called here: calling it would start the download.
    return models.vgg16(weights=models.VGG16_Weights.DEFAULT).eval()


# %% enum
weights = models.VGG16_Weights.DEFAULT
print(weights)
#> VGG16_Weights.IMAGENET1K_V1
print(weights is models.VGG16_Weights.IMAGENET1K_V1)
#> True
print([entry.name for entry in models.VGG16_Weights])
#> ['IMAGENET1K_V1', 'IMAGENET1K_FEATURES']
print(weights.url.rsplit("/")[-1])
#> vgg16-397923af.pth

# %% metadata
categories = weights.meta["categories"]
parameter_count = weights.meta["num_params"]
accuracy = weights.meta["_metrics"]["ImageNet-1K"]["acc@1"]
category_count = len(categories)
print(category_count, categories[:3])
#> 1000 ['tench', 'goldfish', 'great white shark']
print(f"{parameter_count:,} parameters, {accuracy} % top-1")
#> 138,357,544 parameters, 71.592 % top-1

# %% preprocess
weights.transforms()
#> ImageClassification(
#>     crop_size=[224]
#>     resize_size=[256]
#>     mean=[0.485, 0.456, 0.406]
#>     std=[0.229, 0.224, 0.225]
#>     interpolation=InterpolationMode.BILINEAR
#> )

# %% on_meta
import torch

# ko: meta 장치의 텐서는 형태만 있고 값이 없어서 메모리를 쓰지 않습니다.
# en: Tensors on the meta device have a shape but no values, so they take no memory.
with torch.device("meta"):
    vgg16 = models.vgg16(weights=None)
vgg16_numel = sum(parameter.numel() for parameter in vgg16.parameters())
print(vgg16_numel == parameter_count)
#> True
vgg16_bytes = vgg16_numel * torch.float32.itemsize
vgg16_megabytes = round(vgg16_bytes / 1000**2)
vgg16_mebibytes = round(vgg16_bytes / 1024**2)
print(vgg16_megabytes, "MB =", vgg16_mebibytes, "MiB")
#> 553 MB = 528 MiB

# %% small_model
device = "cuda" if torch.cuda.is_available() else "cpu"
model = models.squeezenet1_1(weights=None).to(device)
small_numel = sum(parameter.numel() for parameter in model.parameters())
print(f"{small_numel:,}")
#> 1,235,496
ratio = round(vgg16_numel / small_numel)
print(f"VGG16 has {ratio} times as many")
#> VGG16 has 112 times as many

# %% photo
photo = torch.randint(256, (3, 300, 400), dtype=torch.uint8)
preprocess = models.SqueezeNet1_1_Weights.DEFAULT.transforms()
batch = preprocess(photo).unsqueeze(0).to(device)
print(photo.shape, photo.dtype)
#> torch.Size([3, 300, 400]) torch.uint8
print(batch.shape, batch.dtype)
#> torch.Size([1, 3, 224, 224]) torch.float32

# %% save_and_reload
model.eval()
with torch.no_grad():
    before = model(batch).softmax(dim=1)
torch.save(model.state_dict(), "squeezenet.pth")

reloaded = models.squeezenet1_1(weights=None).to(device)
reloaded.load_state_dict(torch.load("squeezenet.pth", map_location=device))
reloaded.eval()
with torch.no_grad():
    after = reloaded(batch).softmax(dim=1)
print(before.shape, torch.equal(before, after))
#> torch.Size([1, 1000]) True

# %% deprecated
old_style = models.squeezenet1_1(pretrained=False)
#! UserWarning: The parameter 'pretrained' is deprecated since 0.13 and may be removed in the future, please use 'weights' instead.
#! UserWarning: Arguments other than a weight enum or `None` for 'weights' are deprecated since 0.13 and may be removed in the future. The current behavior is equivalent to passing `weights=None`.

# %% exercise_1
for name in ["squeezenet1_1", "resnet18", "vgg16"]:
    entry = models.get_model_weights(name).DEFAULT
    print(f"{name:14} {entry.meta['num_params']:>11,}")
#> squeezenet1_1    1,235,496
#> resnet18        11,689,512
#> vgg16          138,357,544

# %% exercise_2
ten_classes = models.squeezenet1_1(weights=None, num_classes=10)
ten_classes.load_state_dict(model.state_dict())
#! RuntimeError: Error(s) in loading state_dict for SqueezeNet:
#! 	size mismatch for classifier.1.weight: copying a param with shape torch.Size([1000, 512, 1, 1]) from checkpoint, the shape in current model is torch.Size([10, 512, 1, 1]).
#! 	size mismatch for classifier.1.bias: copying a param with shape torch.Size([1000]) from checkpoint, the shape in current model is torch.Size([10]).

# %% exercise_2_cure
state = model.state_dict()
kept = {name: tensor for name, tensor in state.items() if "classifier" not in name}
result = ten_classes.load_state_dict(kept, strict=False)
print(len(state) - len(kept), result.missing_keys)
#> 2 ['classifier.1.weight', 'classifier.1.bias']
