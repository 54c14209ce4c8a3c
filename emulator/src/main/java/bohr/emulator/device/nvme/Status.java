package bohr.emulator.device.nvme;

/// Values of the status field of a completion (§4.6.1), 15 bits: status code in bits 7:0, status
/// code type in bits 10:8, do-not-retry in bit 14. What would fail again has do-not-retry set,
/// because drivers repeat a command that has not.
final class Status {

  private static final int DO_NOT_RETRY = 1 << 14;
  private static final int COMMAND_SPECIFIC = 1 << 8;

  // Generic command status, §4.6.1.2.1.
  static final int SUCCESS = 0;
  static final int INVALID_OPCODE = 0x01 | DO_NOT_RETRY;
  static final int INVALID_FIELD = 0x02 | DO_NOT_RETRY;
  static final int DATA_TRANSFER_ERROR = 0x04;
  static final int ABORT_REQUESTED = 0x07;
  static final int INVALID_NAMESPACE = 0x0b | DO_NOT_RETRY;
  static final int COMMAND_SEQUENCE_ERROR = 0x0c | DO_NOT_RETRY;
  static final int PRP_OFFSET_INVALID = 0x13 | DO_NOT_RETRY;
  static final int LBA_OUT_OF_RANGE = 0x80 | DO_NOT_RETRY;

  // Command specific status, §4.6.1.2.2.
  static final int COMPLETION_QUEUE_INVALID = COMMAND_SPECIFIC | DO_NOT_RETRY;
  static final int INVALID_QUEUE_IDENTIFIER = 0x01 | COMMAND_SPECIFIC | DO_NOT_RETRY;
  static final int INVALID_QUEUE_SIZE = 0x02 | COMMAND_SPECIFIC | DO_NOT_RETRY;
  static final int EVENT_REQUEST_LIMIT_EXCEEDED = 0x05 | COMMAND_SPECIFIC | DO_NOT_RETRY;
  static final int INVALID_INTERRUPT_VECTOR = 0x08 | COMMAND_SPECIFIC | DO_NOT_RETRY;
  static final int INVALID_LOG_PAGE = 0x09 | COMMAND_SPECIFIC | DO_NOT_RETRY;
  static final int INVALID_QUEUE_DELETION = 0x0c | COMMAND_SPECIFIC | DO_NOT_RETRY;
  static final int FEATURE_NOT_SAVEABLE = 0x0d | COMMAND_SPECIFIC | DO_NOT_RETRY;

  private Status() {}
}
