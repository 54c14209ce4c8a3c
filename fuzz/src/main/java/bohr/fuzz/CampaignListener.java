package bohr.fuzz;

import java.time.Duration;

/// Told how a campaign goes on, by the thread that runs it.
public interface CampaignListener {

  /// Listens to nothing.
  CampaignListener SILENT = new CampaignListener() {};

  /// Told several times a second.
  ///
  /// @param now what has been counted so far
  /// @param elapsed since the campaign began
  default void progress(Statistics now, Duration elapsed) {}

  /// Told of each finding when the search is over, before its schedule is minimised.
  default void minimising(Discovery discovery) {}
}
