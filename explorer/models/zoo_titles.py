"""What people call torchvision's models, by torchvision's names for them."""

from __future__ import annotations

import re

_TITLES = (
    (r"alexnet", "AlexNet"),
    (r"convnext_(\w+)", "ConvNeXt {0:title}"),
    (r"densenet(\d+)", "DenseNet-{0}"),
    (r"efficientnet_(b\d)", "EfficientNet-{0:upper}"),
    (r"efficientnet_v2_(\w)", "EfficientNetV2-{0:upper}"),
    (r"googlenet", "GoogLeNet"),
    (r"inception_v3", "Inception v3"),
    (r"maxvit_(\w)", "MaxViT-{0:upper}"),
    (r"mnasnet(\d_\d+)", "MNASNet {0:point}"),
    (r"mobilenet_v2", "MobileNetV2"),
    (r"mobilenet_v3_(\w+)", "MobileNetV3 {0:title}"),
    (r"regnet_([xy])_(\d+)mf", "RegNet{0:upper}-{1}MF"),
    (r"regnet_([xy])_(\w+)gf", "RegNet{0:upper}-{1:point}GF"),
    (r"resnet(\d+)", "ResNet-{0}"),
    (r"resnext(\d+)_(\d+x\d+d)", "ResNeXt-{0} {1}"),
    (r"shufflenet_v2_x(\d_\d)", "ShuffleNetV2 ×{0:point}"),
    (r"squeezenet(\d_\d)", "SqueezeNet {0:point}"),
    (r"swin_(\w)", "Swin-{0:upper}"),
    (r"swin_v2_(\w)", "SwinV2-{0:upper}"),
    (r"vgg(\d+)", "VGG-{0}"),
    (r"vgg(\d+)_bn", "VGG-{0} BN"),
    (r"vit_(\w)_(\d+)", "ViT-{0:upper}/{1}"),
    (r"wide_resnet(\d+)_(\d)", "Wide ResNet-{0}-{1}"),
    (r"deeplabv3_(\w+)", "DeepLabV3 {0:name}"),
    (r"fcn_(\w+)", "FCN {0:name}"),
    (r"lraspp_(\w+)", "LR-ASPP {0:name}"),
    (r"fasterrcnn_(\w+)_320_fpn", "Faster R-CNN 320 {0:name}"),
    (r"fasterrcnn_(\w+)_fpn", "Faster R-CNN {0:name}"),
    (r"fasterrcnn_(\w+)_fpn_v2", "Faster R-CNN v2 {0:name}"),
    (r"fcos_(\w+)_fpn", "FCOS {0:name}"),
    (r"retinanet_(\w+)_fpn", "RetinaNet {0:name}"),
    (r"retinanet_(\w+)_fpn_v2", "RetinaNet v2 {0:name}"),
    (r"ssd(\d+)_(\w+)", "SSD{0} {1:name}"),
    (r"ssdlite(\d+)_(\w+)", "SSDlite{0} {1:name}"),
)


def title(name: str) -> str:
    """What people call a model: `resnet18` is `ResNet-18`; an unknown name is called by itself."""
    for pattern, words in _TITLES:
        match = re.fullmatch(pattern, name)
        if match:
            return words.format(*(_Part(part) for part in match.groups()))
    return name


def is_family(name: str) -> bool:
    """Whether a name is like those that torchvision gives; asked without importing it."""
    return title(name) != name


class _Part(str):
    """A part of a name that knows how to be spelled inside a title: `{0:upper}`."""

    __slots__ = ()

    def __format__(self, spec: str) -> str:
        if spec == "name":
            return title(self)
        return {"upper": self.upper(), "title": self.title(), "point": self.replace("_", "."), "": str(self)}[spec]
