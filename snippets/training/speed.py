"""Making training faster on a CPU: measure, data once, batches, workers; and what a GPU changes."""

# %% readings
import statistics
import time

import torch

torch.manual_seed(0)
a, b = torch.randn(64, 64), torch.randn(64, 64)

readings = []
for _ in range(1000):
    begin = time.perf_counter()
    a @ b
    readings.append(1e6 * (time.perf_counter() - begin))

first, *later = readings
print(f"first   {first:.1f} µs")
#~ first   303.6 µs
print(f"fastest {min(later):.1f} µs")
#~ fastest 5.1 µs
print(f"median  {statistics.median(later):.1f} µs")
#~ median  5.2 µs
print(f"slowest {max(later):.1f} µs")
#~ slowest 37.9 µs

# %% measure
def measure(run, times=7):
    run()  # ko: 예열 | en: warm-up
    seconds = []
    for _ in range(times):
        begin = time.perf_counter()
        run()
        seconds.append(time.perf_counter() - begin)
    low, middle, high = statistics.quantiles(seconds, n=4)
    return f"{1000 * middle:.1f} ms ({1000 * low:.1f} to {1000 * high:.1f})"


print(measure(lambda: time.sleep(0.003)))
#~ 3.1 ms (3.1 to 3.1)

# %% timer
from torch.utils.benchmark import Timer

result = Timer("a @ b", globals={"a": a, "b": b}).blocked_autorange()
print(f"median {1e6 * result.median:.1f} µs, IQR {1e6 * result.iqr:.1f} µs")
#~ median 9.2 µs, IQR 0.1 µs

# %% threads
seen = []
count = "seen.append(torch.get_num_threads())"
Timer(count, globals={"seen": seen}).timeit(3)
print(set(seen))
#> {1}

# %% data
from torch import nn
from torch.utils.data import DataLoader, Dataset, TensorDataset
from torchvision import datasets
from torchvision.transforms import v2

to_tensor = v2.Compose([v2.ToImage(), v2.ToDtype(torch.float32, scale=True)])
data = datasets.FashionMNIST(root="data", download=True, transform=to_tensor)
data = torch.utils.data.Subset(data, range(3000))
model = nn.Sequential(nn.Flatten(), nn.Linear(784, 128), nn.ReLU(), nn.Linear(128, 10))
loss_fn = nn.CrossEntropyLoss()
optimizer = torch.optim.SGD(model.parameters(), lr=0.01)


def train_one_epoch(batches):
    for images, labels in batches:
        loss = loss_fn(model(images), labels)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()

# %% halves
loader = DataLoader(data, batch_size=64)
print("whole epoch ", measure(lambda: train_one_epoch(loader), 2))
#~ whole epoch  540.7 ms (533.5 to 548.7)
print("loading only", measure(lambda: list(loader), 2))
#~ loading only 480.0 ms (477.5 to 493.1)

# %% once
images = torch.stack([image for image, _ in data])
labels = torch.tensor([label for _, label in data])
in_memory = DataLoader(TensorDataset(images, labels), batch_size=64)


def slices():
    for batch in torch.randperm(len(labels)).split(64):
        yield images[batch], labels[batch]


print("TensorDataset", measure(lambda: train_one_epoch(in_memory)))
#~ TensorDataset 102.4 ms (73.6 to 105.4)
print("own slices   ", measure(lambda: train_one_epoch(slices())))
#~ own slices    50.2 ms (32.4 to 65.5)

# %% batches
def predict_all(batch_size):
    with torch.inference_mode():
        for batch in images[:1000].split(batch_size):
            model(batch)


for batch_size in (1, 10, 100, 1000):
    print(f"{batch_size:4}: {measure(lambda: predict_all(batch_size))}")
#~    1: 31.0 ms (30.7 to 64.6)
#~   10: 9.2 ms (7.9 to 9.7)
#~  100: 1.9 ms (1.8 to 6.0)
#~ 1000: 1.6 ms (1.6 to 5.7)

# %% workers
class SlowDisk(Dataset):
    def __len__(self):
        return 64

    def __getitem__(self, index):
        time.sleep(0.02)  # ko: 느린 디스크 | en: a slow disk
        return images[index], labels[index]


if __name__ == "__main__":
    for workers in (0, 2):
        slow = DataLoader(SlowDisk(), batch_size=8, num_workers=workers)
        print(workers, "workers:", measure(lambda: list(slow), 2))
#~ 0 workers: 1306.5 ms (1302.0 to 1311.1)
#~ 2 workers: 897.8 ms (870.3 to 925.2)

# %% workers_in_memory
if __name__ == "__main__":
    medians = {}
    for workers in (0, 2):
        fast = DataLoader(TensorDataset(images, labels), 64, num_workers=workers)
        readings = []
        for _ in range(3):
            begin = time.perf_counter()
            list(fast)
            readings.append(time.perf_counter() - begin)
        medians[workers] = statistics.median(readings)
    print("faster:", min(medians, key=medians.get), "workers")
#> faster: 0 workers

# %% workers_faster tags=["hidden"]
print("faster:", 2, "workers")
#> faster: 2 workers

# %% workers_same tags=["hidden"]
print("faster:", "neither")
#> faster: neither

# %% item
def sum_up(every_step):
    total = 0.0
    for batch_images, batch_labels in slices():
        loss = loss_fn(model(batch_images), batch_labels)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        total += loss.item() if every_step else loss.detach()
    return float(total)


for every_step in (True, False):
    print("item() every step:", every_step, measure(lambda: sum_up(every_step)))
#~ item() every step: True 84.7 ms (81.5 to 92.9)
#~ item() every step: False 97.1 ms (84.4 to 108.8)

# %% waiting tags=["devices"]
device = torch.device("cpu")
if torch.accelerator.is_available():
    device = torch.accelerator.current_accelerator()
large = torch.randn(1536, 1536).to(device)


def wait():
    if torch.accelerator.is_available():
        torch.accelerator.synchronize()


large @ large  # ko: 첫 호출은 재지 않습니다. | en: The first call is not timed.
wait()
begin = time.perf_counter()
large @ large
returned = time.perf_counter() - begin
wait()
finished = time.perf_counter() - begin
print(f"wrong: {1000 * returned:.3f} ms until the call returned")
#~ wrong: 104.705 ms until the call returned
print(f"right: {1000 * finished:.3f} ms until the product was there")
#~ right: 104.843 ms until the product was there

# %% conditions tags=["devices"]
devices = {"cpu": f"CPU ({torch.backends.cpu.get_cpu_capability()}), 1 thread"}
if torch.cuda.is_available():
    devices["cuda"] = torch.cuda.get_device_name()
print(*devices.values(), sep="\n")
#> CPU (…), 1 thread

# %% products tags=["devices"]
sizes = [16, 64, 256, 1024]
times = {}
for device in devices:
    for size in sizes:
        square = torch.randn(size, size).to(device)
        timer = Timer("square @ square", globals={"square": square})
        number = max(1, round(0.001 / timer.timeit(1).median))
        rows = [1e6 * timer.timeit(number).median for _ in range(9)]
        times[device, size] = statistics.quantiles(rows, n=4)
        low, middle, high = times[device, size]
        print(f"{device} {size:4}: {middle:8.1f} µs ({low:.1f} to {high:.1f})")
#~ cpu   16:      1.6 µs (1.5 to 1.7)
#~ cpu   64:      5.0 µs (4.8 to 27.2)
#~ cpu  256:    222.8 µs (213.5 to 876.2)
#~ cpu 1024:  29681.9 µs (26396.8 to 34637.9)

# %% words tags=["hidden"]
told = {"ko": "", "en": ""}
for device, name in devices.items():
    ends = times[device, sizes[0]][1], times[device, sizes[-1]][1]
    told["ko"] += f" {name}: {ends[0]:.1f}µs에서 {ends[1]:.0f}µs까지."
    told["en"] += f" {name}: from {ends[0]:.1f} to {ends[1]:.0f} µs."
assert all(low > 0 for low, _, _ in times.values())
assert finished >= returned > 0

# %% product_curve tags=["devices"]
import matplotlib.pyplot as plt

fig, ax = plt.subplots(layout="constrained")
for (device, name), style in zip(devices.items(), ("o-", "s--")):
    low, middle, high = zip(*(times[device, size] for size in sizes))
    ax.plot(sizes, middle, style, label=name)
    ax.fill_between(sizes, low, high, alpha=0.3)
ax.set(xscale="log", yscale="log", xlabel="rows and columns", ylabel="time (µs)")
ax.set_xticks(sizes, labels=sizes)
ax.minorticks_off()
_ = ax.legend()
# alt-ko: 정사각 행렬의 곱에 걸린 시간을 크기에 따라 그린 꺾은선. 두 축 모두 로그 눈금이고
# alt-ko: 띠는 사분위 범위입니다.{told[ko]}
# alt-en: The time of a product of square matrices over their size, both axes logarithmic,
# alt-en: with a band for the interquartile range.{told[en]}

# %% exercise_3
total = 0.0
for batch_images, batch_labels in slices():
    loss = loss_fn(model(batch_images), batch_labels)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    total += loss
print(total.requires_grad)
#> True

# %% exercise_1
for size in sizes:
    seconds = times["cpu", size][1] / 1e6
    print(f"{size:4}: {2 * size**3 / seconds / 1e9:.1f} GFLOP/s")
#~   16: 5.2 GFLOP/s
#~   64: 105.7 GFLOP/s
#~  256: 150.6 GFLOP/s
#~ 1024: 72.3 GFLOP/s

# %% exercise_2
def compare(one, other, rounds=9):
    one(), other()
    ratios = []
    for _ in range(rounds):
        begin = time.perf_counter()
        one()
        middle = time.perf_counter()
        other()
        ratios.append((middle - begin) / (time.perf_counter() - middle))
    return statistics.quantiles(ratios, n=4)


low, middle, high = compare(lambda: predict_all(10), lambda: predict_all(100))
print(f"{middle:.1f} times as long ({low:.1f} to {high:.1f})")
#~ 2.7 times as long (2.1 to 2.8)

# %% exercise_3_right
total = 0.0
for batch_images, batch_labels in slices():
    loss = loss_fn(model(batch_images), batch_labels)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    total += loss.detach()
print(total.requires_grad)
#> False
