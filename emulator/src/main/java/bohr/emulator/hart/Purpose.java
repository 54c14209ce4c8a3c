package bohr.emulator.hart;

/// What an access wants, and what is raised when it is refused.
enum Purpose {
  READ(Cause.LOAD_PAGE_FAULT, Cause.LOAD_ACCESS_FAULT),
  WRITE(Cause.STORE_PAGE_FAULT, Cause.STORE_ACCESS_FAULT),
  FETCH(Cause.FETCH_PAGE_FAULT, Cause.FETCH_ACCESS_FAULT);

  final int pageFault;
  final int accessFault;

  Purpose(int pageFault, int accessFault) {
    this.pageFault = pageFault;
    this.accessFault = accessFault;
  }
}
