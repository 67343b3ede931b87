"""A dataset class of one's own: images and a CSV file, a folder per class, a table of numbers."""

# %% draw_images
import random

from PIL import Image, ImageDraw

classes = ["circle", "square"]


def draw(label):
    image = Image.new("L", (16, 16))
    left, top, side = random.randint(1, 5), random.randint(1, 5), random.randint(6, 9)
    box = (left, top, left + side, top + side)
    pen = ImageDraw.Draw(image)
    if classes[label] == "circle":
        pen.ellipse(box, fill=255)
    else:
        pen.rectangle(box, fill=255)
    return image


# %% write_files
import csv
from pathlib import Path

random.seed(0)
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
import torch
from torchvision.transforms import v2

to_float = v2.Compose([v2.ToImage(), v2.ToDtype(torch.float32, scale=True)])


def name_of(label):
    return classes[label]


dataset = ImageTable("labels.csv", "shapes", to_float, target_transform=name_of)
for index in range(2):
    image, label = dataset[index]
    print(image.shape, image.dtype, label)
#> torch.Size([1, 16, 16]) torch.float32 circle
#> torch.Size([1, 16, 16]) torch.float32 square

# %% show_images
import matplotlib.pyplot as plt

figure, panels = plt.subplots(2, 5, figsize=(6.4, 3.2), layout="constrained")
for index, panel in enumerate(panels.flat):
    image, name = dataset[index]
    panel.imshow(image[0].numpy(), cmap="gray")
    panel.set_title(name)
    panel.set_axis_off()
# alt-ko: 검은 바탕에 흰 도형이 하나씩 있는 흑백 이미지 {panels.size}장.
# alt-ko: {classes[0]}과 {classes[1]}가 번갈아 나옵니다.
# alt-en: {panels.size} grey images with one white shape each on black:
# alt-en: {classes[0]} and {classes[1]} in turn.

# %% batches
from torch.utils.data import DataLoader

torch.manual_seed(0)
dataset = ImageTable("labels.csv", "shapes", to_float)
for images, labels in DataLoader(dataset, batch_size=8, shuffle=True):
    print(images.shape, labels)
#> torch.Size([8, 1, 16, 16]) tensor([0, 1, 1, 1, 1, 0, 1, 1])
#> torch.Size([8, 1, 16, 16]) tensor([0, 0, 1, 0, 0, 1, 1, 0])
#> torch.Size([4, 1, 16, 16]) tensor([0, 0, 1, 0])

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

# %% with_len_dropped tags=["hidden"]
loader = DataLoader(CountedSquares(), batch_size=2, drop_last=True)
print([batch.tolist() for batch in loader])
#> [[0, 1], [4, 9]]

# %% with_len_single tags=["hidden"]
print([batch.tolist() for batch in DataLoader(CountedSquares())])
#> [[0], [1], [4], [9], [16]]

# %% with_len_from_one tags=["hidden"]
squares = [index**2 for index in range(1, 6)]
print([batch.tolist() for batch in DataLoader(squares, batch_size=2)])
#> [[1, 4], [9, 16], [25]]

# %% image_folder
from torchvision.datasets import ImageFolder

by_folder = ImageFolder("shapes", transform=v2.Compose([v2.Grayscale(), to_float]))
print(len(by_folder), by_folder.class_to_idx)
#> 20 {'circle': 0, 'square': 1}
print(by_folder[0][0].shape, by_folder[0][1])
#> torch.Size([1, 16, 16]) 0

# %% split
from torch.utils.data import random_split

training, validation = random_split(
    dataset, [0.8, 0.2], generator=torch.Generator().manual_seed(0)
)
print(len(training), len(validation), sorted(validation.indices))
#> 16 4 [0, 1, 8, 15]
print(set(training.indices) & set(validation.indices))
#> set()

# %% write_table
random.seed(0)
with Path("flats.csv").open("w", newline="") as table:
    writer = csv.writer(table)
    writer.writerow(["area", "age", "price"])
    for _ in range(200):
        area, age = random.randint(20, 120), random.randint(1, 30)
        price = 100 + 3 * area - 2 * age + random.gauss(0, 8)
        writer.writerow([area, age, round(price)])
print(Path("flats.csv").read_text().splitlines()[:3])
#> ['area,age,price', '69,25,259', '85,16,322']

# %% read_table
from torch.utils.data import TensorDataset

with Path("flats.csv").open(newline="") as table:
    rows = list(csv.DictReader(table))
features = torch.tensor([[float(row["area"]), float(row["age"])] for row in rows])
prices = torch.tensor([[float(row["price"])] for row in rows])

flats = TensorDataset(features, prices)
print(len(flats), flats[0])
#> 200 (tensor([69., 25.]), tensor([259.]))

# %% standardize
mean, std = features[:160].mean(dim=0), features[:160].std(dim=0)
standardized = (features - mean) / std
print(mean, std)
#> tensor([68.6937, 15.2437]) tensor([27.5875,  9.1705])


# %% fit
def error(inputs):
    torch.manual_seed(0)
    model = torch.nn.Linear(2, 1)
    optimizer = torch.optim.SGD(model.parameters(), lr=0.05)
    loader = DataLoader(TensorDataset(inputs[:160], prices[:160]), 20, shuffle=True)
    for _ in range(50):
        for x, price in loader:
            loss = torch.nn.functional.mse_loss(model(x), price)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
    with torch.no_grad():
        return (model(inputs[160:]) - prices[160:]).abs().mean().item()


print(f"as they are: {error(features):.0f}, standardized: {error(standardized):.0f}")
#> as they are: nan, standardized: 7

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
class OneClass(Dataset):
    def __init__(self, table, wanted):
        self.table = table
        labels = [int(row["label"]) for row in table.rows]
        self.indices = [index for index, label in enumerate(labels) if label == wanted]

    def __len__(self):
        return len(self.indices)

    def __getitem__(self, index):
        return self.table[self.indices[index]]


only_squares = OneClass(dataset, classes.index("square"))
print([only_squares[index][1] for index in range(len(only_squares))])
#> [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]

# %% exercise_3
torch.manual_seed(1)
first_training, _ = random_split(dataset, [0.8, 0.2])
torch.manual_seed(2)  # ko: 다음 날의 실행 | en: the run of the next day
_, next_validation = random_split(dataset, [0.8, 0.2])
print(len(set(first_training.indices) & set(next_validation.indices)), "of 4")
#> 4 of 4

# %% bound tags=["hidden"]
image_count = len(dataset)
