"""A dataset class of one's own: images in a folder, labels in a CSV file."""

# %% draw_images
import torch
from PIL import Image

classes = ["circle", "square"]
y, x = torch.meshgrid(torch.arange(16), torch.arange(16), indexing="ij")


def draw(label):
    center_y, center_x = torch.randint(6, 10, (2,))
    radius = torch.randint(3, 6, (1,))
    down, across = (y - center_y).abs(), (x - center_x).abs()
    if classes[label] == "circle":
        inside = down**2 + across**2 < (radius + 0.5) ** 2
    else:
        inside = torch.maximum(down, across) <= radius
    return Image.fromarray((inside * 255).to(torch.uint8).numpy())


# %% write_files
import csv
from pathlib import Path

torch.manual_seed(0)
folder = Path("shapes")
for name in classes:
    (folder / name).mkdir(parents=True, exist_ok=True)
with Path("labels.csv").open("w", newline="") as table:
    writer = csv.writer(table)
    writer.writerow(["file", "label"])
    for number in range(20):
        label = number % 2
        file = f"{classes[label]}/{number:02d}.png"
        draw(label).save(folder / file)
        writer.writerow([file, label])

print(Path("labels.csv").read_text().splitlines()[:4])
#> ['file,label', 'circle/00.png,0', 'square/01.png,1', 'circle/02.png,0']
print(len(list(folder.glob("*/*.png"))))
#> 20

# %% image_table
from torch.utils.data import Dataset


class ImageTable(Dataset):
    def __init__(self, csv_file, image_folder, transform=None, target_transform=None):
        with Path(csv_file).open(newline="") as table:
            self.rows = list(csv.DictReader(table))
        self.image_folder = Path(image_folder)
        self.transform = transform
        self.target_transform = target_transform

    def __len__(self):
        return len(self.rows)

    def __getitem__(self, index):
        row = self.rows[index]
        with Image.open(self.image_folder / row["file"]) as file:
            image = file.convert("L")  # ko: 흑백(1채널) | en: grey, one channel
        label = int(row["label"])
        if self.transform is not None:
            image = self.transform(image)
        if self.target_transform is not None:
            label = self.target_transform(label)
        return image, label


# %% use_it
dataset = ImageTable("labels.csv", "shapes")
image, label = dataset[1]
print(len(dataset), type(image).__name__, image.size, label)
#> 20 Image (16, 16) 1

# %% with_transforms
from torchvision.transforms import ToTensor

dataset = ImageTable(
    "labels.csv", "shapes", transform=ToTensor(), target_transform=classes.__getitem__
)
for index in range(2):
    image, label = dataset[index]
    # ko: 흰 픽셀이 1이므로 합은 흰 픽셀의 개수입니다.
    # en: White is 1, so the sum is the number of white pixels.
    print(image.shape, image.dtype, int(image.sum()), label)
#> torch.Size([1, 16, 16]) torch.float32 97 circle
#> torch.Size([1, 16, 16]) torch.float32 49 square

# %% show_images
import matplotlib.pyplot as plt

figure, axes = plt.subplots(2, 5, layout="constrained")
for index, panel in enumerate(axes.flat):
    image, name = dataset[index]
    panel.imshow(image.squeeze().numpy(), cmap="gray")
    panel.set_title(name, fontsize=9)
    panel.axis("off")
# alt-ko: 검은 바탕에 흰 도형이 하나씩 있는 흑백 이미지 {axes.size}장.
# alt-ko: {classes[0]}과 {classes[1]}가 번갈아 나옵니다.
# alt-en: {axes.size} grey images with one white shape each on black:
# alt-en: {classes[0]} and {classes[1]} in turn.

# %% batches
from torch.utils.data import DataLoader

dataset = ImageTable("labels.csv", "shapes", transform=ToTensor())
loader = DataLoader(dataset, batch_size=8, shuffle=True)
for images, labels in loader:
    print(images.shape, labels)
#> torch.Size([8, 1, 16, 16]) tensor([1, 0, 0, 1, 1, 1, 1, 1])
#> torch.Size([8, 1, 16, 16]) tensor([0, 0, 0, 1, 1, 1, 0, 0])
#> torch.Size([4, 1, 16, 16]) tensor([1, 0, 0, 0])

# %% not_a_tensor
next(iter(DataLoader(ImageTable("labels.csv", "shapes"))))
#! TypeError: default_collate: batch must contain tensors, numpy arrays, numbers, dicts or lists; found <class 'PIL.Image.Image'>

# %% no_getitem
class Nothing(Dataset):
    pass


Nothing()[0]
#! NotImplementedError: Subclasses of Dataset should implement __getitem__.

# %% no_len
class Squares(Dataset):
    def __getitem__(self, index):
        return index**2


print(Squares()[3])
#> 9
next(iter(DataLoader(Squares())))
#! TypeError: object of type 'Squares' has no len()

# %% with_len
class CountedSquares(Squares):
    def __len__(self):
        return 5


print([batch.tolist() for batch in DataLoader(CountedSquares(), batch_size=2)])
#> [[0, 1], [4, 9], [16]]

# %% image_folder
from torchvision import transforms
from torchvision.datasets import ImageFolder

grey = transforms.Compose([transforms.Grayscale(), ToTensor()])
by_folder = ImageFolder("shapes", transform=grey)
print(len(by_folder), by_folder.class_to_idx)
#> 20 {'circle': 0, 'square': 1}
print(torch.equal(by_folder[0][0], dataset[0][0]))
#> True

# %% split
from torch.utils.data import random_split

training, validation = random_split(
    dataset, [0.8, 0.2], generator=torch.Generator().manual_seed(0)
)
print(len(training), len(validation), sorted(validation.indices))
#> 16 4 [0, 1, 8, 15]
print(set(training.indices) & set(validation.indices))
#> set()

# %% exercise_1
class Cubes(Dataset):
    def __len__(self):
        return 4

    def __getitem__(self, index):
        if index >= len(self):
            raise IndexError(index)
        return index**3


print(list(Cubes()))
#> [0, 1, 8, 27]

# %% exercise_2
from torch.utils.data import TensorDataset

samples = [dataset[index] for index in range(len(dataset))]
in_memory = TensorDataset(
    torch.stack([image for image, _ in samples]),
    torch.tensor([label for _, label in samples]),
)
print(len(in_memory), in_memory.tensors[0].shape)
#> 20 torch.Size([20, 1, 16, 16])
for index, (image, label) in enumerate(samples):
    same_image, same_label = in_memory[index]
    assert torch.equal(image, same_image)
    assert label == same_label

# %% exercise_3
class OneClass(Dataset):
    def __init__(self, dataset, wanted):
        self.dataset = dataset
        labels = [dataset[index][1] for index in range(len(dataset))]
        self.indices = [index for index, label in enumerate(labels) if label == wanted]

    def __len__(self):
        return len(self.indices)

    def __getitem__(self, index):
        return self.dataset[self.indices[index]]


only_squares = OneClass(dataset, classes.index("square"))
print([only_squares[index][1] for index in range(len(only_squares))])
#> [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]

# %% bound tags=["hidden"]
image_count = len(dataset)
batch_count = len(loader)
