/** libvirtd can't offer KVM where there is none; all else of the domain is as it is shipped. */
export const withoutKvm = (xml: string): string =>
  xml
    .replace("<domain type='kvm'>", "<domain type='qemu'>")
    .replace(
      "<cpu mode='host-passthrough' check='none' migratable='off'>",
      "<cpu mode='maximum' check='none'>",
    )
    .replace("<maxphysaddr mode='passthrough'/>", '');
