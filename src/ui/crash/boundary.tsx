import { Component, type ReactNode } from 'react';

interface Props {
  children: ReactNode;
  /** Called once, with what a component threw. */
  onCrash(error: unknown): void;
}

/** Hands what a component throws to the program, which ends; nothing more is drawn. */
export class CrashBoundary extends Component<Props, { crashed: boolean }> {
  override state = { crashed: false };

  static getDerivedStateFromError(): { crashed: boolean } {
    return { crashed: true };
  }

  override componentDidCatch(error: unknown): void {
    this.props.onCrash(error);
  }

  override render(): ReactNode {
    return this.state.crashed ? null : this.props.children;
  }
}
