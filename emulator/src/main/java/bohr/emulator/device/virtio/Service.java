package bohr.emulator.device.virtio;

/// What a device does with the buffers of one queue: a function from action to action. All that it
/// must remember about a buffer is in its [Job]s.
interface Service {

  /// A buffer has been fetched. Nothing that others may see is touched yet.
  Action begin(Chain chain);

  /// The bytes of an [Action.Take] have come.
  Action taken(Chain chain, Job job, byte[] data);

  /// The bytes of an [Action.Put] are on their way.
  Action put(Chain chain, Job job);

  /// The step that an [Action.Touch] asked for: at most one access that others could see.
  Action touched(Chain chain, Job job);

  /// The queue is reset.
  default void reset() {}
}
