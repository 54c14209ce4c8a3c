package bohr.emulator.device.nvme;

import bohr.emulator.state.Text;

/// Opcodes (§5, figure 139; §6, figure 346) of the commands that this controller has.
final class Opcode {

  static final int DELETE_SUBMISSION_QUEUE = 0x00;
  static final int CREATE_SUBMISSION_QUEUE = 0x01;
  static final int GET_LOG_PAGE = 0x02;
  static final int DELETE_COMPLETION_QUEUE = 0x04;
  static final int CREATE_COMPLETION_QUEUE = 0x05;
  static final int IDENTIFY = 0x06;
  static final int ABORT = 0x08;
  static final int SET_FEATURES = 0x09;
  static final int GET_FEATURES = 0x0a;
  static final int ASYNCHRONOUS_EVENT_REQUEST = 0x0c;
  static final int DOORBELL_BUFFER_CONFIG = 0x7c;

  static final int FLUSH = 0x00;
  static final int WRITE = 0x01;
  static final int READ = 0x02;
  static final int WRITE_ZEROES = 0x08;
  static final int DATASET_MANAGEMENT = 0x09;

  private Opcode() {}

  /// The name of a command, for people.
  static String name(boolean admin, int opcode) {
    return admin ? adminName(opcode) : ioName(opcode);
  }

  private static String adminName(int opcode) {
    return switch (opcode) {
      case DELETE_SUBMISSION_QUEUE -> "delete-sq";
      case CREATE_SUBMISSION_QUEUE -> "create-sq";
      case GET_LOG_PAGE -> "get-log-page";
      case DELETE_COMPLETION_QUEUE -> "delete-cq";
      case CREATE_COMPLETION_QUEUE -> "create-cq";
      case IDENTIFY -> "identify";
      case ABORT -> "abort";
      case SET_FEATURES -> "set-features";
      case GET_FEATURES -> "get-features";
      case ASYNCHRONOUS_EVENT_REQUEST -> "async-event";
      case DOORBELL_BUFFER_CONFIG -> "doorbell-buffers";
      default -> Text.format("admin-opcode-0x%02x", opcode);
    };
  }

  private static String ioName(int opcode) {
    return switch (opcode) {
      case FLUSH -> "flush";
      case WRITE -> "write";
      case READ -> "read";
      case WRITE_ZEROES -> "write-zeroes";
      case DATASET_MANAGEMENT -> "dataset-management";
      default -> Text.format("opcode-0x%02x", opcode);
    };
  }
}
