/// The trace: what was recorded, its writer and its reader side by side.
// Kryo, its helpers and LZ4 are automatic modules with declared, stable names.
@SuppressWarnings("requires-automatic")
module bohr.recorder {
  requires transitive bohr.scheduler;
  requires com.esotericsoftware.kryo;
  requires org.lz4.java;

  exports bohr.recorder;
}
