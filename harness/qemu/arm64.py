# SPDX-License-Identifier: GPL-2.0
#
# For kunit.py --qemu_config: -M virt, which has a PL061 GPIO controller.
# WIRE_DIR, when set, is where the sockets for wire.sh go; the machine then
# starts stopped, and wire.sh lets it run once the wire is in place.
import os

from ..qemu_config import QemuArchParams

# The architected pointer authentication of "max" makes TCG three times slower.
params = ['-machine', 'virt', '-cpu', 'cortex-a57']

wire = os.environ.get('WIRE_DIR')
if wire:
    params += ['-S', '-qtest', f'unix:{wire}/qtest,server=on,wait=off',
               '-qtest-log', 'none',
               '-monitor', f'unix:{wire}/monitor,server=on,wait=off']

QEMU_ARCH = QemuArchParams(linux_arch='arm64',
                           kconfig='',
                           qemu_arch='aarch64',
                           kernel_path='arch/arm64/boot/Image.gz',
                           kernel_command_line='console=ttyAMA0 panic=-1 oops=panic kunit.autorun=1',
                           extra_qemu_params=params)
