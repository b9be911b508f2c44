# SPDX-License-Identifier: GPL-2.0
#
# For kunit.py --qemu_config.
from ..qemu_config import QemuArchParams

QEMU_ARCH = QemuArchParams(linux_arch='x86_64',
                           kconfig='',
                           qemu_arch='x86_64',
                           kernel_path='arch/x86/boot/bzImage',
                           kernel_command_line='console=ttyS0 panic=-1 oops=panic kunit.autorun=1',
                           # faster than SeaBIOS, and leaves the terminal alone
                           extra_qemu_params=['-bios', 'qboot.rom'])
