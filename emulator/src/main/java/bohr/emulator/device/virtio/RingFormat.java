package bohr.emulator.device.virtio;

/// How buffers come and go: the split or the packed ring. All state is in what it is given.
interface RingFormat {

  /// Looks for the next buffer.
  QueuePhase look(Session session);

  /// Memory has answered a question that this format asked: all of them but [Question.Data].
  QueuePhase answered(Session session, Question question, byte[] data);

  /// Gives a buffer back, with `written` bytes written, and asks whether the driver wants to know.
  QueuePhase give(Session session, Chain chain, long written);
}
